import Exposure
import NATModel
import Retention

/// What `natlens volume` prints on a terminal.
///
/// No colour and no control characters. Sizes have three digits; `--json` has them whole.
package struct VolumeText: Sendable {
  private let findings: VolumeFindings

  /// The text of some findings.
  package init(_ findings: VolumeFindings) { self.findings = findings }

  /// The text, with a line feed at its end.
  package var text: String {
    var text = head + "\n" + regimes
    for log in findings.logs where log.volume.timed > 0 { text += "\n" + encodings(log) }
    text += "\n" + literature
    return String(text.map { $0 == "\u{A0}" ? " " : $0 })
  }

  private var head: String {
    var text = "WORLD \(DisplayText.clean(findings.name).uppercased())\n"
    text += "\(NumberText.grouped(findings.subscribers)) subscribers, "
    text += "\(NumberText.grouped(findings.sessions)) sessions"
    let duration = CoverageDuration(findings.coverage)
    if let coverage = findings.coverage { text += " in " + Duration.words(coverage.length) }
    text += "\n"
    if let note = duration?.extrapolation, !note.isEmpty {
      text += "figures per day are \(note)\n"
    }
    if let rate = findings.scale.rate {
      text += "\(NumberText.people(rate)) connections per subscriber and day, as stated\n"
    }
    text += "totals are for \(NumberText.grouped(findings.scaledSubscribers)) subscribers and "
    text += "\(NumberText.people(findings.scale.days)) days"
    return text + (findings.isScaled ? " [scaled]\n" : "\n")
  }

  private var regimes: String {
    var grid = TextGrid(rightAligned: [false, true, true, false, true, false])
    grid.add([
      "regime", "records per\nsubscriber-day", "entries/s in the\nbusiest minute",
      "which began\n(UTC)", "caused by\npeople", "",
    ])
    for log in findings.logs { grid.add(row(log)) }
    return "RECORDS BY REGIME\n" + grid.text
  }

  private func row(_ log: VolumeFindings.Log) -> [String] {
    let id = log.regime.id
    if case .notInThisLog(let reason) = log.volume.availability {
      return [id, "—", "", "", "", "not in this log: \(DisplayText.clean(reason))"]
    }
    var notes: [String] = []
    if log.volume.standing > 0 {
      notes.append(
        "\(NumberText.grouped(log.volume.standing)) records kept once, "
          + ByteText.people(Double(log.volume.standingBytes)) + " compact")
    }
    if log.volume.provenance == .modelled { notes.append("[modelled]") }
    if findings.scale.rate != nil, log.volume.kind != .session, log.volume.timed > 0 {
      notes.append("as logged: a rate of connections says nothing of it")
    }
    let form = form(log)
    let peak = form.flatMap { log.volume.peak($0) }
    return [
      id,
      log.volume.timed == 0 ? "0" : findings.rate(log).map(ByteText.digits) ?? "—",
      form.flatMap { findings.entriesPerSecond(log, $0) }.map(ByteText.digits) ?? "",
      peak.map { String($0.minute.description.prefix(16)) } ?? "", human(log),
      notes.joined(separator: "; "),
    ]
  }

  /// The form that the busiest minute is told for: begin and end.
  private func form(_ log: VolumeFindings.Log) -> RecordForm? {
    log.volume.peaks.isEmpty ? nil : .pair
  }

  private func human(_ log: VolumeFindings.Log) -> String {
    guard let figure = log.human, log.volume.kind == .session else { return "" }
    switch figure.status {
    case .computed: return figure.value.map { "≤ " + NumberText.percent($0) } ?? "—"
    case .needsTruth: return "needs truth"
    default: return "—"
    }
  }

  private func encodings(_ log: VolumeFindings.Log) -> String {
    let volume = log.volume
    var text = log.regime.id.uppercased()
    if volume.provenance == .modelled { text += " [modelled]" }
    if findings.isScaled { text += " [scaled]" }
    text += ": \(NumberText.grouped(volume.sampled)) "
    text +=
      volume.sampled < volume.timed
      ? "of \(NumberText.grouped(volume.timed)) records were written, in even stretches\n"
      : "records were written\n"
    let names = findings.compressors
    text += "sizes of a record; per subscriber and day; kept in all; in the busiest minute\n"
    // Of what is kept in all, only the last compression has room on a line.
    var grid = TextGrid(
      rightAligned: [false, false, true, true] + names.map { _ in true } + [true, true, true])
    grid.add(
      ["encoding", "writes", "record", "day, raw"] + names
        + ["all, raw", names.last ?? "", "peak"])
    for encoded in volume.encodings {
      guard let weight = encoded.weight, let totals = findings.totals(log, encoded) else {
        continue
      }
      let sizes =
        [totals.bytesPerDay] + totals.compressed + [totals.stock]
        + [totals.compressedStock.last ?? nil]
      grid.add(
        [
          encoded.encoding + (weight.unexpressed > 0 ? " *" : ""), encoded.form?.words ?? "",
          ByteText.digits(weight.bytesPerRecord),
        ] + sizes.map { $0.map(ByteText.people) ?? "—" }
          + [totals.bytesPerSecond.map { ByteText.people($0) + "/s" } ?? ""])
    }
    return text + grid.text + incomplete(volume) + inexpressible(volume)
  }

  /// How many records some encodings have no form for; those with the same number together.
  private func incomplete(_ volume: RegimeVolume) -> String {
    var counts: [(words: String, encodings: [String])] = []
    for encoded in volume.encodings {
      guard let weight = encoded.weight, weight.unexpressed > 0 else { continue }
      let words =
        "* no form for \(NumberText.grouped(weight.unexpressed)) of "
        + "\(NumberText.grouped(weight.records + weight.unexpressed)) records"
      if let known = counts.firstIndex(where: { $0.words == words }) {
        if counts[known].encodings.last != encoded.encoding {
          counts[known].encodings.append(encoded.encoding)
        }
      } else {
        counts.append((words, [encoded.encoding]))
      }
    }
    return counts.map { listed($0.words, $0.encodings, indent: "") }.joined()
  }

  private func listed(_ words: String, _ encodings: [String], indent: String) -> String {
    DisplayText.wrapped("\(words): \(encodings.joined(separator: ", "))", width: 94, lines: 20)
      .enumerated().map { indent + ($0.offset == 0 ? "" : "  ") + $0.element + "\n" }.joined()
  }

  private func inexpressible(_ volume: RegimeVolume) -> String {
    var reasons: [(reason: String, encodings: [String])] = []
    for encoded in volume.encodings {
      guard case .cannotExpress(let reason) = encoded.outcome else { continue }
      if let known = reasons.firstIndex(where: { $0.reason == reason }) {
        reasons[known].encodings.append(encoded.encoding)
      } else {
        reasons.append((reason, [encoded.encoding]))
      }
    }
    guard !reasons.isEmpty else { return "" }
    return "cannot express it:\n"
      + reasons.map { listed($0.reason, $0.encodings, indent: "  ") }.joined()
  }

  private var literature: String {
    let table = LiteratureVolume(findings)
    let title = "THE LITERATURE'S TABLE BESIDE THE BYTES WRITTEN HERE\n"
    guard table.messages != nil || !table.exports.isEmpty else {
      return title + "no regime of these inputs has the records it is about\n"
    }
    var grid = TextGrid(rightAligned: [Bool](repeating: true, count: 7 + 2))
    grid.add([
      "records per\nsubscriber-day", "text, MB\n150 B each", "\nhere", "text, TB\n150 B each",
      "\nhere", "IPFIX, MB\n52 B each", "\nhere", "with dest.\n64 B each", "\nhere",
    ])
    for rate in LiteratureVolume.rates {
      let records = Double(rate)
      func megabytes(_ size: Double?) -> String {
        size.map { NumberText.people($0 * records / 1e6) } ?? "—"
      }
      func terabytes(_ size: Double?) -> String {
        // A month of 30 days, a million subscribers.
        size.map { NumberText.people($0 * records * 30e6 / 1e12) } ?? "—"
      }
      let message = table.messages?.median
      let plain = table.exports.first { $0.literature == LiteratureVolume.export }
      let full = table.exports.first { $0.literature == LiteratureVolume.exportWithDestination }
      grid.add([
        NumberText.grouped(rate), megabytes(LiteratureVolume.message), megabytes(message),
        terabytes(LiteratureVolume.message), terabytes(message),
        megabytes(LiteratureVolume.export), megabytes(plain?.here),
        megabytes(LiteratureVolume.exportWithDestination), megabytes(full?.here),
      ])
    }
    return title + "MB per subscriber and day; TB in a month for a million subscribers\n"
      + grid.text
      + table.differences.flatMap { DisplayText.wrapped($0, width: 98, lines: 9) }
      .map { $0 + "\n" }.joined()
  }
}
