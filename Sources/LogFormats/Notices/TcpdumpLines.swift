import NATModel

/// Lines that tcpdump prints with a full date (`-tttt`) or with seconds since 1970 (`-tt`).
///
/// ```
/// 2026-03-14 21:07:33.123456 IP 203.0.113.7.40021 > 198.51.100.20.443: Flags [S], seq 1, length 0
/// ```
///
/// The first endpoint is the client's. tcpdump states no zone, so that one has to be given; a time of
/// day alone is rejected.
package struct TcpdumpLines: NoticeFormat {
  package let id = "tcpdump"
  package let title = "tcpdump output"
  package let documentation = "tcpdump(1), OUTPUT FORMAT"

  /// The format.
  package init() {}

  package func recognises(_ text: NoticeText) -> Bool {
    text.contains { TcpdumpLines.parts($0) != nil }
  }

  package func read(_ text: NoticeText) -> NoticeContent {
    var content = NoticeContent()
    for (number, line) in text.lines {
      guard let (client, server, rest) = TcpdumpLines.parts(line) else { continue }
      guard let time = StatedTime.first(in: line)?.time else {
        content.faults.append(NoticeFault(number, .malformedTime, line))
        continue
      }
      var request = StatedRequest(time: time, line: number)
      request.outside = client.address
      request.outsidePort = client.port
      request.destination = server.address
      request.destinationPort = server.port
      if rest.contains("Flags [") {
        request.proto = .tcp
      } else if rest.contains("UDP") || rest.hasPrefix(" udp") {
        request.proto = .udp
      } else if rest.contains("ICMP") {
        request.proto = .icmp
      }
      content.requests.append(request)
    }
    return content
  }

  /// The two endpoints and what follows them.
  private static func parts(
    _ line: String
  ) -> (client: StatedEndpoint, server: StatedEndpoint, rest: Substring)? {
    let words = line.split(separator: " ")
    guard let arrow = words.firstIndex(of: ">"), arrow >= 2, arrow + 1 < words.count,
      words[arrow - 2] == "IP" || words[arrow - 2] == "IP6",
      let client = StatedEndpoint(words[arrow - 1]), words[arrow + 1].hasSuffix(":"),
      let server = StatedEndpoint(words[arrow + 1].dropLast())
    else { return nil }
    return (client, server, line[words[arrow + 1].endIndex...])
  }
}
