import Correlation
import Evidence
import NATModel
import Retention

/// The text that a person reads.
extension AnswerSheet {
  /// One request is explained; several give a line each.
  var text: String {
    let regime = ladder.logs[ladder.answering].regime
    let header = "SEARCHED  \(world.searched), regime \(regime.id)\n"
    if let row = rows.first, rows.count == 1 { return header + explained(row) }
    return header + "TOLERANCE \(tolerance)\n\n" + listed
  }

  private var listed: String {
    var table = AlignedColumns(rightAligned: [2])
    table.add(["REQUEST", "VERDICT", "K", "SUBSCRIBER"])
    for row in rows {
      let who = row.answer.candidates.prefix(3).map { name($0.subscriber) }
      let more = row.answer.candidates.count > 3 ? ", …" : ""
      let isAsked = row.answer.verdict != .unanswerable
      table.add([
        row.request.text, row.answer.verdict.rawValue,
        isAsked ? "\(row.answer.candidates.count)" : "–", who.joined(separator: ", ") + more,
      ])
    }
    var totals: [String] = []
    for verdict in Verdict.allCases {
      let count = rows.count { $0.answer.verdict == verdict }
      if count > 0 { totals.append("\(count) \(verdict.rawValue)") }
    }
    return table.text + "\n\(rows.count) requests: \(totals.joined(separator: ", "))\n"
  }

  private func explained(_ row: Row) -> String {
    var text = "REQUEST   \(row.request.text) ± \(tolerance)\n"
    text += "VERDICT   \(row.answer.verdict.rawValue)\(sentence(row.answer))\n"
    if !row.answer.candidates.isEmpty { text += "\n" + candidates(row.answer) }
    text += "\nIF ONLY THIS WERE KEPT\n"
    var table = AlignedColumns(rightAligned: [2])
    for (regime, answer) in row.ifRegime {
      let count = answer.verdict == .unanswerable ? "–" : "\(answer.candidates.count)"
      table.add(["  " + regime.id, answer.verdict.rawValue, count, answer.reason])
    }
    return text + table.text + advice(row)
  }

  private func sentence(_ answer: Answer) -> String {
    let regime = ladder.logs[ladder.answering].regime
    switch answer.verdict {
    case .unique: return " – one subscriber is consistent with it"
    case .ambiguous:
      return " – \(answer.candidates.count) subscribers are consistent with it"
    case .none: return " – the \(regime.id) records cover that time and name nobody"
    case .undetermined, .unanswerable:
      return answer.reason.isEmpty ? "" : " – \(answer.reason)"
    }
  }

  private func candidates(_ answer: Answer) -> String {
    var table = AlignedColumns(rightAligned: [0, 6])
    table.add([
      "#", "SUBSCRIBER", "INSIDE", "FROM (UTC)", "TO (UTC)", "DESTINATION", "RECORDS", "WHERE",
    ])
    for (number, candidate) in answer.candidates.prefix(20).enumerated() {
      table.add([
        "\(number + 1)", name(candidate.subscriber),
        candidate.inside.map { inside($0, candidate.insidePort) } ?? "",
        time(candidate.span.start), time(candidate.span.end),
        candidate.destination.map { endpoint($0, candidate.destinationPort) } ?? "",
        "\(candidate.records)",
        candidate.location.record == 0
          ? "" : "\(file(candidate.location))#\(candidate.location.record)",
      ])
    }
    let hidden = answer.candidates.count - 20
    return table.text + (hidden > 0 ? "  … and \(hidden) more (all of them with --json)\n" : "")
  }

  private func advice(_ row: Row) -> String {
    guard row.answer.verdict == .ambiguous else { return "" }
    if row.request.outsidePort == nil {
      return """

        Why: no port was given, and \(row.answer.candidates.count) subscribers used the address in \
        that window.
        To decide: the requester must state the source port (RFC 6302 asks servers to log it).

        """
    }
    if row.request.destination == nil {
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
    var text = ""
    if let outside {
      text += outside.isIPv4 || outsidePort == nil ? "\(outside)" : "[\(outside)]"
      if let outsidePort { text += ":\(outsidePort)" }
      if let proto { text += "/\(proto.name)" }
    }
    text += "@\(time)"
    if let destination {
      text += " → \(destination)"
      if let destinationPort { text += ":\(destinationPort)" }
    }
    return text
  }
}
