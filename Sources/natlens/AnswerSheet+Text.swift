import Correlation
import Evidence
import NATModel
import Retention

/// The text that a person reads.
extension AnswerSheet {
  /// One request is explained; several give a line each, and one explanation if taken together.
  func text(_ rows: [Row], together: Row? = nil, clocks: [ClockComparison.Finding] = []) -> String {
    let header = "SEARCHED  \(world.searched), regime \(ladder.label(regime))\n"
    if let row = rows.first, rows.count == 1, together == nil {
      return header + explained(row) + clockLines(clocks)
    }
    var text = header + "TOLERANCE \(tolerance)\n\n" + listed(rows)
    if let together { text += "\nTOGETHER\n" + explained(together) }
    return text + clockLines(clocks)
  }

  private func listed(_ rows: [Row]) -> String {
    var table = AlignedColumns(rightAligned: [2])
    table.add(["REQUEST", "VERDICT", "K", "SUBSCRIBER", "LACKING"])
    for row in rows {
      let who = row.answer.candidates.prefix(3).map { name($0.subscriber) }
      let more = row.answer.candidates.count > 3 ? ", …" : ""
      let isAsked = row.answer.verdict != .unanswerable
      table.add([
        row.request?.text ?? "", row.answer.verdict.rawValue,
        isAsked ? "\(row.answer.candidates.count)" : "–", who.joined(separator: ", ") + more,
        cost(row) ?? "",
      ])
    }
    var totals: [String] = []
    for verdict in Verdict.allCases {
      let count = rows.count { $0.answer.verdict == verdict }
      if count > 0 { totals.append("\(count) \(verdict.rawValue)") }
    }
    return table.text + "\n\(rows.count) requests: \(totals.joined(separator: ", "))\n"
  }

  private func clockLines(_ findings: [ClockComparison.Finding]) -> String {
    var text = ""
    for finding in findings where finding.isPlain {
      let offset = DurationArgument(nanoseconds: abs(finding.offset / 1_000_000) * 1_000_000)
      let isExporter = finding.exporter != .none
      let server =
        isExporter
        ? " of exporter \(AlignedColumns.printable(world.ledger.texts.string(finding.exporter)))"
        : finding.server.map { " of \($0)" } ?? ""
      text +=
        "CLOCK     the clock\(server) is \(offset) \(finding.offset < 0 ? "behind" : "ahead of") "
      text += isExporter ? "the main exporter's " : "the NAT's "
      text += "(\(finding.agreeing) of \(finding.compared) requests agree)"
      text +=
        abs(finding.offset) > tolerance.nanoseconds
        ? ": beyond the tolerance; see --clock-offset\n" : "\n"
    }
    return text.isEmpty ? "" : "\n" + text
  }

  private func explained(_ row: Row) -> String {
    var text = ""
    if let request = row.request {
      text += "REQUEST   \(request.text) ± \(DurationArgument(nanoseconds: request.tolerance))\n"
    }
    text += "VERDICT   \(row.answer.verdict.rawValue)\(sentence(row.answer))\n"
    if let cost = cost(row) { text += "LACKING   \(cost)\n" }
    if !row.answer.candidates.isEmpty { text += "\n" + candidates(row) }
    text += "\nIF ONLY THIS WERE KEPT\n"
    var table = AlignedColumns(rightAligned: [2])
    for (regime, answer) in row.ifRegime {
      let count = answer.verdict == .unanswerable ? "–" : "\(answer.candidates.count)"
      table.add(["  " + ladder.label(regime), answer.verdict.rawValue, count, answer.reason])
    }
    return text + table.text + advice(row)
  }

  private func sentence(_ answer: Answer) -> String {
    switch answer.verdict {
    case .unique: return " – one subscriber is consistent with it"
    case .ambiguous:
      return " – \(answer.candidates.count) subscribers are consistent with it"
    case .none: return " – the \(regime.id) records cover that time and name nobody"
    case .undetermined, .unanswerable:
      return answer.reason.isEmpty ? "" : " – \(answer.reason)"
    }
  }

  private func candidates(_ row: Row) -> String {
    let answer = row.answer
    let lines = lines([row])
    var table = AlignedColumns(rightAligned: [0, 2, 7])
    table.add([
      "#", "SUBSCRIBER", "CHANCE", "INSIDE", "FROM (UTC)", "TO (UTC)", "DESTINATION", "RECORDS",
      "WHERE",
    ])
    var quoted = ""
    for (number, candidate) in answer.candidates.prefix(20).enumerated() {
      table.add([
        "\(number + 1)", name(candidate.subscriber),
        number < answer.posterior.count ? percent(answer.posterior[number]) : "",
        candidate.inside.map { inside($0, candidate.insidePort) } ?? "",
        time(candidate.span.start), time(candidate.span.end),
        candidate.destination.map { endpoint($0, candidate.destinationPort) } ?? "",
        "\(candidate.records)",
        candidate.location.record == 0
          ? "" : "\(file(candidate.location))#\(candidate.location.record)",
      ])
      if let line = lines?[candidate.location] {
        quoted += "  \(number + 1): \(AlignedColumns.printable(line))\n"
      }
    }
    let hidden = answer.candidates.count - 20
    return table.text + (hidden > 0 ? "  … and \(hidden) more (all of them with --json)\n" : "")
      + (quoted.isEmpty ? "" : "\nLINES\n" + quoted)
  }

  private func percent(_ share: Double) -> String {
    let tenths = (share * 1000).rounded() / 10
    return "\(tenths) %"
  }

  private func advice(_ row: Row) -> String {
    guard row.answer.verdict == .ambiguous, let request = row.request, request.outside != nil
    else { return "" }
    if request.outsidePort == nil {
      return """

        Why: no port was given, and \(row.answer.candidates.count) subscribers used the address in \
        that window.
        To decide: the requester must state the source port (RFC 6302 asks servers to log it).

        """
    }
    if request.destination == nil {
      return """

        Why: this NAT gave the port to several subscribers within that window.
        To decide: a smaller --tolerance if the clocks allow it, or the destination.

        """
    }
    return ""
  }

  private func inside(_ address: IPAddress, _ port: UInt16) -> String {
    names.isRevealed ? endpoint(address, port) : name(address) + (port == 0 ? "" : ":\(port)")
  }

  private func endpoint(_ address: IPAddress, _ port: UInt16) -> String {
    guard port != 0 else { return address.description }
    return address.isIPv4 ? "\(address):\(port)" : "[\(address)]:\(port)"
  }

  private func time(_ instant: Timestamp) -> String {
    switch instant {
    case .distantPast, .distantFuture: "–"
    default: instant.rfc3339(fractionDigits: 3)
    }
  }
}

extension Request {
  /// The request in the form in which it can be asked again.
  var text: String {
    var text = outside == nil ? "*" : ""
    if let outside {
      text += outside.isIPv4 || outsidePort == nil ? "\(outside)" : "[\(outside)]"
      if let outsidePort { text += ":\(outsidePort)" }
      if let proto { text += "/\(proto.name)" }
    }
    text += "@\(time)"
    if resolution > 60_000_000_000 { text += "/\(time.advanced(by: resolution))" }
    if let destination {
      text += " → \(destination)"
      if let destinationPort { text += ":\(destinationPort)" }
    }
    return text
  }
}
