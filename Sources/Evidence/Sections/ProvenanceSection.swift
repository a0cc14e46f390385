import NATModel

/// What was read, how it was run, and how to run it again.
struct ProvenanceSection: Sendable {
  /// The section.
  func markup(_ content: ReportContent) -> Markup {
    let provenance = content.provenance
    return Markup("section", ["id": "inputs", "aria-labelledby": "inputs-title"]) {
      Markup("h2", ["id": "inputs-title"]) { "Inputs and how to repeat this" }
      if provenance.inputs.isEmpty {
        Markup("p") {
          "No file was read; everything was computed from the seed and the parameters."
        }
      } else {
        inputs(provenance.inputs)
      }
      Markup("h3") { "The command" }
      Markup("pre", ["tabindex": "0"]) { ProvenanceSection.shell(provenance.commandLine) }
      Markup("dl", ["class": "facts"]) {
        fact("Version", "natlens \(provenance.toolVersion)")
        fact("Seed of everything random", "\(provenance.seed)")
        fact(
          "Clock error that every request allows for, on both sides",
          Duration.words(provenance.tolerance))
        fact("Names of subscribers", provenance.pseudonyms.description)
      }
      Markup("p") {
        """
        The same inputs, seed and version give the same bytes, on any number of processor cores. A \
        printed or PDF copy differs from print to print: cite the digest of report.json at the \
        beginning of this report.
        """
      }
      if !provenance.parameters.isEmpty {
        Markup.table(
          "Parameters", columns: ["Parameter", "Value", "Where it comes from"],
          rows: provenance.parameters.map {
            [Markup(text: $0.name), Markup(text: $0.value), Markup(text: $0.source)]
          })
      }
    }
  }

  private func inputs(_ inputs: [ReportContent.Input]) -> Markup {
    Markup.table(
      "What was read",
      columns: [
        "File and SHA-256", "Format", "Bytes", "Records", "Skipped", "Rejected", "Time range",
      ],
      rows: inputs.map { input in
        let report = input.report
        let range = report.summary.range
        return [
          Markup {
            DisplayText.shortened(report.name, to: 120)
            Markup("span", ["class": "basis"]) { report.recognition }
            Markup("code", ["class": "digest"]) { input.sha256 }
          },
          Markup(text: report.format ?? "not recognised"),
          Markup(count: Int(clamping: report.bytes)), Markup(count: Int(clamping: report.records)),
          Markup(count: Int(clamping: report.skipped)), rejects(report),
          Markup(
            text: range.map { "\($0.first.description) to \($0.last.description)" }
              ?? "no time stated"),
        ]
      })
  }

  private func rejects(_ report: InputReport) -> Markup {
    let rejects = InputDocument.rejects(report)
    return Markup {
      if rejects.isEmpty { Markup(count: 0) }
      for reject in rejects {
        Markup("span", ["class": "basis"]) {
          Markup(count: reject.count)
          " \(reject.reason)"
        }
      }
    }
  }

  @MarkupBuilder private func fact(_ name: String, _ value: String) -> [Markup] {
    Markup("dt") { name }
    Markup("dd") { value }
  }

  /// Arguments as a POSIX shell reads them.
  static func shell(_ arguments: [String]) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,+@%")
    return arguments.map { argument in
      if !argument.isEmpty, argument.allSatisfy(plain.contains) { return argument }
      return "'"
        + argument.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
    }.joined(separator: " ")
  }
}
