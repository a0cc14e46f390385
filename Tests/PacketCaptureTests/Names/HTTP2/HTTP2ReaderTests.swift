import Testing

@testable import PacketCapture

@Suite struct HTTP2ReaderTests {
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

  func read(_ bytes: [UInt8]) -> String {
    var reader = HTTP2Reader()
    do throws(MessageFault) {
      return try reader.read(bytes.span) ? String(decoding: reader.name, as: UTF8.self) : "-"
    } catch {
      return error == .malformed ? "malformed" : "more"
    }
  }

  @Test("the authority of the first request, plain and coded, without its port")
  func authority() {
    #expect(read(HTTP2ReaderTests.connection(HTTP2ReaderTests.plainBlock)) == "www.example.com")
    #expect(read(HTTP2ReaderTests.connection(HTTP2ReaderTests.huffmanBlock)) == "www.example.com")
    let port = [0x82, 0x01, 9] + Array("a.test:80".utf8)
    #expect(read(HTTP2ReaderTests.connection(port)) == "a.test")
    #expect(read(HTTP2ReaderTests.connection([0x82])) == "-")
  }

  @Test("padding, priority and continuations")
  func parts() {
    let block = HTTP2ReaderTests.plainBlock
    let padded = [3, 0, 0, 0, 0, 7] + block[..<5] + [0, 0, 0]
    let bytes =
      HTTP2ReaderTests.preface + HTTP2ReaderTests.frame(1, flags: 0x28, padded)
      + HTTP2ReaderTests.frame(9, Array(block[5..<9]))
      + HTTP2ReaderTests.frame(9, flags: 4, Array(block[9...]))
    #expect(read(bytes) == "www.example.com")
    let between =
      HTTP2ReaderTests.preface + HTTP2ReaderTests.frame(1, block)
      + HTTP2ReaderTests.frame(8, [0, 0, 0, 1])
    #expect(read(between) == "malformed")
    let padding = HTTP2ReaderTests.preface + HTTP2ReaderTests.frame(1, flags: 0xc, [9, 0x82])
    #expect(read(padding) == "malformed")
  }

  @Test("every prefix needs more; no variant traps or waits for ever")
  func hostile() {
    let good = HTTP2ReaderTests.connection(HTTP2ReaderTests.huffmanBlock)
    for length in HTTP2ReaderTests.preface.count..<good.count {
      #expect(read(Array(good[..<length])) == "more")
    }
    variants(of: good) { bytes in
      guard HTTP2Reader.canBegin(bytes.span, partly: false) else { return }
      _ = read(bytes)
    }
  }

  @Test("what can begin a connection")
  func canBegin() {
    let preface = HTTP2ReaderTests.preface
    for length in 0...preface.count {
      let part = Array(preface[..<length])
      #expect(HTTP2Reader.canBegin(part.span, partly: true) == (length > 0))
      #expect(HTTP2Reader.canBegin(part.span, partly: false) == (length == preface.count))
    }
    let other = Array("PRI * HTTP/1.1\r\n\r\nSM\r\n\r\n".utf8)
    #expect(HTTP2Reader.canBegin(other.span, partly: true) == false)
  }
}
