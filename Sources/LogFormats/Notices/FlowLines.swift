import NATModel

/// Lines that nfdump prints for a flow, one request each.
///
/// ```
/// 2026-03-14 21:07:33.123  0.100 TCP  203.0.113.7:40021 ->  198.51.100.20:443  10  840  1
/// ```
///
/// The first endpoint is the client's. nfdump states no zone.
package struct FlowLines: NoticeFormat {
  package let id = "nfdump"
  package let title = "nfdump output"
  package let documentation = "nfdump(1), OUTPUT FORMATS: line, long"

  /// The format.
  package init() {}

  package func recognises(_ text: NoticeText) -> Bool {
    text.contains { FlowLines.request($0, line: 1) != nil }
  }

  package func read(_ text: NoticeText) -> NoticeContent {
    var content = NoticeContent()
    for (number, line) in text.lines where line.contains("->") {
      if let request = FlowLines.request(line, line: number) {
        content.requests.append(request)
      } else {
        content.faults.append(NoticeFault(number, .malformedRecord, line))
      }
    }
    return content
  }

  private static func request(_ line: String, line number: Int) -> StatedRequest? {
    guard let found = StatedTime.first(in: line), found.before.allSatisfy({ $0 == " " }) else {
      return nil
    }
    let words = found.after.split(separator: " ")
    guard let arrow = words.firstIndex(of: "->"), arrow >= 2, arrow + 1 < words.count,
      let proto = TransportProtocol(name: String(words[arrow - 2])),
      let client = StatedEndpoint(words[arrow - 1]), let server = StatedEndpoint(words[arrow + 1])
    else { return nil }
    var request = StatedRequest(time: found.time, line: number)
    request.proto = proto
    request.outside = client.address
    request.outsidePort = client.port
    request.destination = server.address
    request.destinationPort = server.port
    return request
  }
}
