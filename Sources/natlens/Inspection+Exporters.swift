import LogFormats
import NATModel

/// Is the export usable: fields and their plausibility, balance, losses, clocks, templates.
extension Inspection {
  /// Exporters shown in full; more are in `--json`.
  private static let shown = 16

  /// A block of lines for each exporter.
  func exporters(_ reports: [ExporterReport]) -> String {
    var text = ""
    for report in reports.prefix(Inspection.shown) { text += exporter(report) }
    if reports.count > Inspection.shown {
      text += "EXPORTERS \(reports.count - Inspection.shown) more (see --json)\n"
    }
    return text
  }

  private func exporter(_ report: ExporterReport) -> String {
    let counts = report.counts
    var lines = AlignedColumns()
    lines.add(["EXPORTER", title(report)])
    lines.add([
      "  RECORDS",
      "\(counts.records) in \(counts.messages) messages, \(counts.optionsRecords) of options",
    ])
    lines.add(["  TEMPLATES", templates(report)])
    lines.add(["  SEQUENCE", sequence(report.sequence)])
    lines.add(["  CLOCK", clock(counts)])
    if report.isNAT {
      lines.add(["  BALANCE", balance(counts)])
      lines.add(["  TRANSLATED", "\(counts.translatedSources) of \(counts.records) records"])
    }
    if !counts.natEvents.isEmpty { lines.add(["  NATEVENT", natEvents(report)]) }
    if !counts.firewallEvents.isEmpty {
      lines.add(["  FWEVENT", histogram(counts.firewallEvents)])
    }
    for (notice, count) in counts.notices.sorted(by: { $0.key < $1.key }) {
      lines.add(["  NOTICE", "\(count) × \(notice.name)"])
    }
    if counts.samplingInterval > 1 {
      lines.add([
        "  SAMPLING", "1 packet in \(counts.samplingInterval): most sessions leave no record",
      ])
    }
    return lines.text + fields(report)
  }

  private func title(_ report: ExporterReport) -> String {
    let kind = report.version == 10 ? "IPFIX" : "NetFlow v\(report.version)"
    let peer = report.peer
    guard peer.transport != .file else { return "\(kind), domain \(report.domain)" }
    return "\(kind), domain \(report.domain), \(peer.source) port \(peer.sourcePort) to "
      + "\(peer.destination) port \(peer.destinationPort)"
  }

  private func templates(_ report: ExporterReport) -> String {
    let counts = report.counts
    var text = "\(report.templates) in use, \(counts.templateDeclarations) declarations"
    func add(_ count: UInt64, _ what: String) { if count > 0 { text += ", \(count) \(what)" } }
    add(UInt64(report.optionsTemplates), "for options")
    add(counts.templateChanges, "changed")
    add(counts.templateWithdrawals, "withdrawn")
    add(counts.templateTimeouts, "timed out")
    add(counts.templateEvictions, "given up because there were too many")
    add(UInt64(report.oddFields), "fields of a length their type does not allow")
    add(counts.heldAndRead, "data sets came before theirs")
    add(counts.withoutTemplate, "data sets without one")
    return text
  }

  private func sequence(_ sequence: SequenceCounter) -> String {
    var text =
      sequence.lost == 0
      ? "nothing lost" : "\(sequence.lost) \(sequence.unit.rawValue) lost in \(sequence.gaps) gaps"
    func add(_ count: UInt64, _ what: String) { if count > 0 { text += ", \(count) \(what)" } }
    add(sequence.unknownGaps, "gaps of unknown size")
    add(sequence.reordered, "messages out of order")
    add(sequence.repeated, "messages repeated")
    add(sequence.restarts, "restarts")
    return text + " (numbers count \(sequence.unit.rawValue))"
  }

  private func clock(_ counts: ExporterCounts) -> String {
    var text = "no record states a time"
    if let mean = counts.delay.mean {
      text =
        "sent \(seconds(counts.delay.least)) to \(seconds(counts.delay.greatest)) after the event, "
        + "mean \(seconds(mean))"
    }
    if counts.delay.future > 0 { text += "; \(counts.delay.future) dated after their export" }
    if counts.timesOfExport > 0 {
      text += "; \(counts.timesOfExport) take the time of their message, having none"
    }
    return text
  }

  private func seconds(_ nanoseconds: Int64) -> String {
    let milliseconds = nanoseconds / 1_000_000
    let rest = String(abs(milliseconds) % 1000 + 1000).dropFirst()
    return (milliseconds < 0 ? "-" : "") + "\(abs(milliseconds) / 1000).\(rest) s"
  }

  private func balance(_ counts: ExporterCounts) -> String {
    var parts: [String] = []
    if counts.opens + counts.closes > 0 {
      parts.append("\(counts.opens) opens, \(counts.closes) closes")
    }
    if counts.sessions > 0 { parts.append("\(counts.sessions) whole sessions") }
    if counts.allocations + counts.releases > 0 {
      parts.append("\(counts.allocations) blocks given, \(counts.releases) taken back")
    }
    if counts.flows > 0 { parts.append("\(counts.flows) flows without translation") }
    return parts.isEmpty ? "no events" : parts.joined(separator: "; ")
  }

  private func natEvents(_ report: ExporterReport) -> String {
    let votes = report.numberingVotes
    let basis =
      report.isNumberingChosen
      ? "chosen by the user"
      : "\(votes[0]) records fit only it, \(votes[1]) only draft-02, \(votes[2]) both"
    return histogram(report.counts.natEvents) + " (read as \(report.numbering.rawValue): \(basis))"
  }

  private func histogram(_ values: [UInt8: UInt64]) -> String {
    values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }

  private func fields(_ report: ExporterReport) -> String {
    guard report.counts.records > 0 else { return "" }
    var table = AlignedColumns(rightAligned: [0, 2, 3])
    table.add(["  ELEMENT", "NAME", "PRESENT", "IMPLAUSIBLE"])
    for element in report.elements {
      let permille = element.counts.present * 1000 / max(report.counts.records, 1)
      table.add([
        "  \(element.id)", element.name, "\(permille / 10).\(permille % 10) %",
        element.counts.implausible == 0 ? "" : "\(element.counts.implausible)",
      ])
    }
    return table.text
  }
}
