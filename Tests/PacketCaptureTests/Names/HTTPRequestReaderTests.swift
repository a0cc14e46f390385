import Testing

@testable import PacketCapture

@Suite struct HTTPRequestReaderTests {
  func read(_ text: String) -> String {
    var reader = HTTPRequestReader()
    let bytes = Array(text.utf8)
    do throws(MessageFault) {
      return try reader.read(bytes.span) ? String(decoding: reader.name, as: UTF8.self) : "-"
    } catch {
      return error == .malformed ? "malformed" : "more"
    }
  }

  @Test("the host, without port, brackets and white space")
  func hosts() {
    #expect(read("GET / HTTP/1.1\r\nHost: Www.Example.Test\r\n\r\n") == "www.example.test")
    #expect(read("GET / HTTP/1.1\nA: b\nhOST:a.test:8080 \t\n\n") == "a.test")
    #expect(read("GET / HTTP/1.1\r\nHost: [2001:DB8::1]:80\r\n") == "2001:db8::1")
    #expect(read("GET / HTTP/1.1\r\nHost: 192.0.2.1\r\n") == "192.0.2.1")
    #expect(read("CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n") == "a.test")
    #expect(read("GET / HTTP/1.1\r\nHost: \r\n\r\n") == "-")
    #expect(read("GET / HTTP/1.0\r\nA: b\r\n\r\n") == "-")
  }

  @Test("an absolute target wins over the header")
  func absolute() {
    #expect(read("GET http://a.test/x HTTP/1.1\r\nHost: b.test\r\n\r\n") == "a.test")
    #expect(read("GET http://u:p@a.test:81?q HTTP/1.1\r\n") == "a.test")
    #expect(read("GET http:/// HTTP/1.1\r\nHost: b.test\r\n\r\n") == "b.test")
  }

  @Test("a value on a line of its own, and the target of CONNECT")
  func folded() {
    #expect(read("GET / HTTP/1.1\r\nHost:\r\n\t a.test \r\n\r\n") == "a.test")
    #expect(read("GET / HTTP/1.1\r\nHost: \r\nX: y\r\n\r\n") == "-")
    #expect(read("GET / HTTP/1.1\r\nX: y\r\n Host: b.test\r\nHost: a.test\r\n") == "a.test")
    #expect(read("GET / HTTP/1.1\r\nHost:\r\n") == "more")
    #expect(read("CONNECT a.test:443 HTTP/1.1\r\nHost: b.test\r\n\r\n") == "a.test")
    #expect(read("CONNECT [2001:db8::1]:443 HTTP/1.1\r\n\r\n") == "2001:db8::1")
  }

  @Test("the length of the head is known if all of it is there")
  func headLength() throws {
    for head in [
      "GET / HTTP/1.1\r\nHost: a.test\r\nX: y\r\n\r\n", "GET / HTTP/1.0\n\n",
      "GET http://a.test/ HTTP/1.1\r\nX: y\r\n\r\n", "GET / HTTP/1.1\r\nHost: a.test\n\n",
    ] {
      let bytes = Array((head + "GET /").utf8)
      var reader = HTTPRequestReader()
      _ = try reader.read(bytes.span)
      #expect(reader.headLength == head.utf8.count)
    }
    let open = Array("GET / HTTP/1.1\r\nHost: a.test\r\nX: y\r\n".utf8)
    var reader = HTTPRequestReader()
    #expect(try reader.read(open.span) == true)
    #expect(reader.headLength == nil)
  }

  @Test("every prefix needs more until the line of the host is there")
  func prefixes() {
    let text = "POST /a HTTP/1.1\r\nAccept: */*\r\nHost: a.test\r\nX: y\r\n\r\n"
    let bytes = Array(text.utf8)
    let end = bytes.count - "X: y\r\n\r\n".utf8.count
    for length in 0...bytes.count {
      let result = read(String(decoding: bytes[..<length], as: UTF8.self))
      #expect(result == (length < end ? "more" : "a.test"))
    }
  }

  @Test("headers without end are given up")
  func endless() {
    #expect(read("GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 4000)) == "malformed")
  }

  @Test("what can begin a request")
  func canBegin() {
    let cases: [(String, partly: Bool, Bool)] = [
      ("GET /", false, true), ("GE", false, false), ("GE", true, true), ("", true, false),
      ("GETX", true, false), ("HTTP/1.1 200 OK", false, false), ("PROPFIND /", false, true),
    ]
    for (text, partly, expected) in cases {
      let bytes = Array(text.utf8)
      #expect(HTTPRequestReader.canBegin(bytes.span, partly: partly) == expected, "\(text)")
    }
  }

  @Test("no variant traps")
  func hostile() {
    variants(of: Array("GET http://[::1]:8/ HTTP/1.1\r\nHost: [::1]:8\r\n\r\n".utf8)) { bytes in
      var reader = HTTPRequestReader()
      _ = try? reader.read(bytes.span)
      #expect(reader.name.count <= 4 * HostText.maximumLength)
    }
  }
}
