import Testing

@testable import PacketCapture

@Suite struct HTTP2ConnectionTests {
  /// Header blocks of RFC 7541 appendices C.3.1 and C.4.1, whose authority is www.example.com.
  static let plainBlock: [UInt8] = [0x82, 0x86, 0x84, 0x41, 0x0f] + Array("www.example.com".utf8)
  static let huffmanBlock: [UInt8] = [
    0x82, 0x86, 0x84, 0x41, 0x8c, 0xf1, 0xe3, 0xc2, 0xe5, 0xf2, 0x3a, 0x6b, 0xa0, 0xab, 0x90,
    0xf4, 0xff,
  ]
  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

  static func frame(_ type: UInt8, flags: UInt8 = 0, stream: UInt8 = 1, _ payload: [UInt8])
    -> [UInt8]
  {
    PacketBuilder.uint24(payload.count) + [type, flags, 0, 0, 0, stream] + payload
  }

  /// A connection whose first request has a header block.
  static func connection(_ block: [UInt8]) -> [UInt8] {
    preface + frame(4, stream: 0, [0, 3, 0, 0, 0, 100]) + frame(8, stream: 0, [0, 0, 1, 0])
      + frame(2, [0, 0, 0, 0, 15]) + frame(1, flags: 5, block)
  }

  /// The names of the requests in what follows the preface, `-` for none, and how it ended.
  func read(_ bytes: [UInt8]) -> [String] {
    var connection = HTTP2Connection(client: .low)
    var consumed = HTTP2ConnectionTests.preface.count
    var found: [String] = []
    do throws(MessageFault) {
      while let request = try connection.next(bytes.span, &consumed) {
        found.append(
          request.name.isEmpty ? "-" : String(decoding: request.name, as: UTF8.self))
      }
    } catch {
      found.append(error == .malformed ? "malformed" : "more")
    }
    return found
  }

  @Test("the authority of the first request, plain and coded, without its port")
  func authority() {
    for block in [HTTP2ConnectionTests.plainBlock, HTTP2ConnectionTests.huffmanBlock] {
      #expect(read(HTTP2ConnectionTests.connection(block)) == ["www.example.com"])
    }
    let port = [0x82, 0x01, 9] + Array("a.test:80".utf8)
    #expect(read(HTTP2ConnectionTests.connection(port)) == ["a.test"])
    #expect(read(HTTP2ConnectionTests.connection([0x82])) == ["-"])
  }

  @Test("requests that follow, whose headers lean on the first; trailers and bodies are none")
  func followingRequests() {
    // `:authority` is the latest entry of the table, then the one before the latest.
    let bytes =
      HTTP2ConnectionTests.connection(HTTP2ConnectionTests.plainBlock)
      + HTTP2ConnectionTests.frame(0, [UInt8](repeating: 0x41, count: 300))
      + HTTP2ConnectionTests.frame(1, flags: 5, [0x00, 1, 0x78, 1, 0x79])
      + HTTP2ConnectionTests.frame(1, flags: 5, stream: 3, [0x82, 0x86, 0x84, 0xbe])
      + HTTP2ConnectionTests.frame(
        1, flags: 5, stream: 5, [0x82, 0x41, 6] + Array("b.test".utf8))
      + HTTP2ConnectionTests.frame(1, flags: 5, stream: 7, [0x82, 0xbf])
    #expect(read(bytes) == ["www.example.com", "www.example.com", "b.test", "www.example.com"])
  }

  @Test("padding, priority and continuations")
  func parts() {
    let block = HTTP2ConnectionTests.plainBlock
    let padded = [3, 0, 0, 0, 0, 7] + block[..<5] + [0, 0, 0]
    let bytes =
      HTTP2ConnectionTests.preface + HTTP2ConnectionTests.frame(1, flags: 0x28, padded)
      + HTTP2ConnectionTests.frame(9, Array(block[5..<9]))
      + HTTP2ConnectionTests.frame(9, flags: 4, Array(block[9...]))
    #expect(read(bytes) == ["www.example.com"])
    let between =
      HTTP2ConnectionTests.preface + HTTP2ConnectionTests.frame(1, block)
      + HTTP2ConnectionTests.frame(8, [0, 0, 0, 1])
    #expect(read(between) == ["malformed"])
    let padding =
      HTTP2ConnectionTests.preface + HTTP2ConnectionTests.frame(1, flags: 0xc, [9, 0x82])
    #expect(read(padding) == ["malformed"])
    let alone = HTTP2ConnectionTests.preface + HTTP2ConnectionTests.frame(9, flags: 4, block)
    #expect(read(alone) == ["malformed"])
  }

  @Test("continuations without end do not grow beyond a bound")
  func flood() {
    let part = [UInt8](repeating: 0x82, count: 16_000)
    let bytes =
      HTTP2ConnectionTests.preface + HTTP2ConnectionTests.frame(1, part)
      + (0..<5).flatMap { _ in HTTP2ConnectionTests.frame(9, part) }
    #expect(read(bytes) == ["malformed"])
  }

  @Test("every prefix needs more or ends between frames; no variant traps or waits for ever")
  func hostile() {
    let good = HTTP2ConnectionTests.connection(HTTP2ConnectionTests.huffmanBlock)
    let headers = good.count - HTTP2ConnectionTests.huffmanBlock.count
    for length in HTTP2ConnectionTests.preface.count..<good.count {
      let found = read(Array(good[..<length]))
      #expect(found == ["more"] || (found.isEmpty && length <= headers - 9), "\(length)")
    }
    variants(of: good) { bytes in
      guard HTTP2Connection.canBegin(bytes.span, partly: false) else { return }
      _ = read(bytes)
    }
  }

  @Test("what can begin a connection")
  func canBegin() {
    let preface = HTTP2ConnectionTests.preface
    for length in 0...preface.count {
      let part = Array(preface[..<length])
      #expect(HTTP2Connection.canBegin(part.span, partly: true) == (length > 0))
      #expect(HTTP2Connection.canBegin(part.span, partly: false) == (length == preface.count))
    }
    let other = Array("PRI * HTTP/1.1\r\n\r\nSM\r\n\r\n".utf8)
    #expect(HTTP2Connection.canBegin(other.span, partly: true) == false)
  }
}
