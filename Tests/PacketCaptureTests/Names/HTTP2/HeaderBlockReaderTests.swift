import Testing

@testable import PacketCapture

@Suite struct HeaderBlockReaderTests {
  func authority(_ block: [UInt8]) -> String {
    var reader = HeaderBlockReader()
    do throws(MessageFault) {
      return try reader.authority(block.span).map { String(decoding: $0, as: UTF8.self) } ?? "-"
    } catch {
      return "malformed"
    }
  }

  func literal(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }

  @Test("literals with and without index, never indexed, with their name spelt out")
  func literals() {
    for prefix: UInt8 in [0x41, 0x01, 0x11] {
      #expect(authority([prefix] + literal("a.test")) == "a.test")
    }
    for prefix: UInt8 in [0x40, 0x00, 0x10] {
      #expect(authority([prefix] + literal(":authority") + literal("a.test")) == "a.test")
    }
  }

  @Test("host stands in for an authority that is not there")
  func host() {
    #expect(authority([0x66] + literal("h.test")) == "h.test")
    #expect(authority([0x40] + literal("host") + literal("h.test")) == "h.test")
    #expect(authority([0x66] + literal("h.test") + [0x41] + literal("a.test")) == "a.test")
  }

  @Test("entries that the block itself added, the latest first")
  func added() {
    let block: [UInt8] = [0x20, 0x40] + literal("x") + literal("y") + [0x66] + literal("h.test")
    #expect(authority(block + [0xbe]) == "h.test")
    #expect(authority([0x40] + literal("x") + literal("y") + [0xbe]) == "-")
    #expect(authority([0xbe]) == "malformed")
    #expect(authority([0x80]) == "malformed")
  }

  @Test("integers that go on for ever, and texts longer than the block")
  func bounds() {
    #expect(authority([0xff] + [UInt8](repeating: 0x80, count: 20)) == "malformed")
    #expect(authority([0x41, 0x7f, 0xff, 0xff, 0xff, 0x7f]) == "malformed")
    #expect(authority([0x41, 9, 0x61]) == "malformed")
    variants(of: HTTP2ReaderTests.huffmanBlock + [0x66] + literal("h.test")) { bytes in
      _ = authority(bytes)
    }
  }
}
