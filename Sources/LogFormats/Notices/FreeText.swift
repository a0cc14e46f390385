import NATModel

/// Free text: every line with an address and a time is a request, and so is every paragraph of named
/// fields (`IP: …`, `Port: …`, `Time: …`).
///
/// The first address of a line is the shared one, unless a word before it says that it is the server
/// (`to`, `dst`, `destination`, `->`, `server`, `target`). `port 40021` beside an address is its port.
package struct FreeText: NoticeFormat {
  package let id = "free-text"
  package let title = "Free text"
  package let documentation = "this program"

  /// The format.
  package init() {}

  package func recognises(_ text: NoticeText) -> Bool {
    let content = read(text)
    return !content.requests.isEmpty || !content.faults.isEmpty
  }

  package func read(_ text: NoticeText) -> NoticeContent {
    var content = NoticeContent()
    var fields = NoticeFields()
    func finish() {
      if fields.has(.outside) || fields.has(.destination) { content.add(fields) }
      fields = NoticeFields()
    }
    for (number, line) in text.lines {
      if let request = FreeText.request(line, line: number) {
        content.requests.append(request)
      } else if line.allSatisfy({ $0 == " " || $0 == "\t" }) {
        finish()
      } else if let colon = line.firstIndex(of: ":"), let field = NoticeField(line[..<colon]) {
        if fields.has(field) { finish() }
        fields.set(field, line[line.index(after: colon)...], line: number)
      }
    }
    finish()
    return content
  }

  /// What a line with an address and a time asks for.
  private static func request(_ line: String, line number: Int) -> StatedRequest? {
    guard let found = StatedTime.first(in: line) else { return nil }
    // An @ between address and time, as on the command line, belongs to neither.
    let before = found.before.last == "@" ? String(found.before.dropLast()) : found.before
    let around = before + " " + found.after
    var request = StatedRequest(time: found.time, line: number)
    for (endpoint, word) in StatedEndpoint.all(in: around) {
      let isServer = ["to", "dst", "destination", "->", "→", ">", "server", "target", "dst:"]
        .contains(word)
      if !isServer, request.outside == nil {
        request.outside = endpoint.address
        request.outsidePort = endpoint.port
        request.proto = endpoint.proto ?? request.proto
      } else if request.destination == nil {
        request.destination = endpoint.address
        request.destinationPort = endpoint.port
      }
    }
    guard request.outside != nil || request.destination != nil else { return nil }
    let words = around.lowercased().split { " \t,;()=:".contains($0) }
    for (word, next) in zip(words, words.dropFirst()) where word == "port" {
      if request.outsidePort == nil, let port = UInt16(next) { request.outsidePort = port }
    }
    if request.proto == nil {
      request.proto = words.contains("tcp") ? .tcp : words.contains("udp") ? .udp : nil
    }
    return request
  }
}
