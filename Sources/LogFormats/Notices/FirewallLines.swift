import NATModel

/// Lines of a Linux packet filter's log (`SRC=… DST=… SPT=… DPT=…`), one request each.
///
/// The filter stands at the server: its source is the shared address. A time without a year, as
/// plain syslog writes it, cannot be used; a line that a mail or an ISO time precedes can.
package struct FirewallLines: NoticeFormat {
  package let id = "firewall"
  package let title = "Linux packet filter, log lines"
  package let documentation = "netfilter.org: LOG target"

  /// The format.
  package init() {}

  package func recognises(_ text: NoticeText) -> Bool {
    text.contains { $0.contains("SRC=") && $0.contains("DST=") && $0.contains("PROTO=") }
  }

  package func read(_ text: NoticeText) -> NoticeContent {
    var content = NoticeContent()
    for (number, line) in text.lines where line.contains("SRC=") {
      var fields = NoticeFields()
      if let time = StatedTime.first(in: line) {
        fields.set(.time, line.dropFirst(time.before.count), line: number)
      }
      for word in line.split(separator: " ") {
        let parts = word.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let field: NoticeField? =
          switch parts[0] {
          case "SRC": .outside
          case "DST": .destination
          case "SPT": .outsidePort
          case "DPT": .destinationPort
          case "PROTO": .proto
          default: nil
          }
        if let field { fields.set(field, parts[1], line: number) }
      }
      if !fields.has(.time) {
        content.faults.append(NoticeFault(number, .malformedTime, line))
      } else {
        content.add(fields)
      }
    }
    return content
  }
}
