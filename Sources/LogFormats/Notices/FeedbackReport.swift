import NATModel

/// Abuse Reporting Format (RFC 5965), with the source port of RFC 6692.
///
/// ```
/// Feedback-Type: abuse
/// Source-IP: 203.0.113.7
/// Source-Port: 40021
/// Arrival-Date: Sat, 14 Mar 2026 21:07:33 +0100
/// ```
package struct FeedbackReport: NoticeFormat {
  package let id = "arf"
  package let title = "Abuse Reporting Format"
  package let documentation = "RFC 5965 section 3, RFC 6692 section 2"

  /// The format.
  package init() {}

  package func recognises(_ text: NoticeText) -> Bool {
    text.contains { $0.lowercased().hasPrefix("feedback-type:") }
  }

  package func read(_ text: NoticeText) -> NoticeContent {
    var content = NoticeContent()
    var fields: NoticeFields?
    for (number, line) in text.lines {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let name = parts[0].lowercased()
      if name == "feedback-type" {
        if let finished = fields { content.add(finished) }
        fields = NoticeFields()
      }
      let field: NoticeField? =
        switch name {
        case "source-ip": .outside
        case "source-port": .outsidePort
        case "arrival-date", "received-date": .time
        default: nil
        }
      if let field { fields?.set(field, parts[1], line: number) }
    }
    if let fields, !fields.isEmpty {
      content.add(fields)
    } else if content.requests.isEmpty {
      content.faults.append(NoticeFault(1, .missingField, "no Source-IP"))
    }
    return content
  }
}
