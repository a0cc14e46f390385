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
    let block: [UInt8] =
      [0x3f, 0xe1, 0x1f, 0x40] + literal("x") + literal("y") + [0x66] + literal("h.test")
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
    variants(of: HTTP2ConnectionTests.huffmanBlock + [0x66] + literal("h.test")) { bytes in
      _ = authority(bytes)
    }
  }

  @Test("the requests of RFC 7541 appendices C.3 and C.4, whose table grows from block to block")
  func requestsInARow() throws {
    let plain: [[UInt8]] = [
      HTTP2ConnectionTests.plainBlock,
      [0x82, 0x86, 0x84, 0xbe, 0x58, 0x08] + Array("no-cache".utf8),
      [0x82, 0x87, 0x85, 0xbf, 0x40, 0x0a] + Array("custom-key".utf8) + [0x0c]
        + Array("custom-value".utf8),
    ]
    let coded: [[UInt8]] = [
      HTTP2ConnectionTests.huffmanBlock,
      [0x82, 0x86, 0x84, 0xbe, 0x58, 0x86, 0xa8, 0xeb, 0x10, 0x64, 0x9c, 0xbf],
      [
        0x82, 0x87, 0x85, 0xbf, 0x40, 0x88, 0x25, 0xa8, 0x49, 0xe9, 0x5b, 0xa9, 0x7d, 0x7f, 0x89,
        0x25, 0xa8, 0x49, 0xe9, 0x5b, 0xb8, 0xe8, 0xb4, 0xbf,
      ],
    ]
    for blocks in [plain, coded] {
      var reader = HeaderBlockReader()
      for (block, size) in zip(blocks, [57, 110, 164]) {
        let authority = try reader.authority(block.span)
        #expect(authority == Array("www.example.com".utf8))
        #expect(reader.size == size)
      }
    }
  }

  @Test("a table that is full lets its oldest entries go; one too large for it empties it")
  func eviction() throws {
    var reader = HeaderBlockReader()
    func entry(_ value: [UInt8]) -> [UInt8] { [0x41, 0x7f, UInt8(value.count - 127)] + value }
    // Each takes 10 + 150 + 32 octets of the 400 that the sender chose.
    _ = try reader.authority(([0x3f, 0xf1, 0x02] as [UInt8]).span)
    for letter: UInt8 in [0x61, 0x62, 0x63] {
      _ = try reader.authority(entry([UInt8](repeating: letter, count: 150)).span)
    }
    #expect(reader.size == 384)
    #expect(try reader.authority(([0xbf] as [UInt8]).span)?.first == 0x62)
    #expect(throws: MessageFault.malformed) { try reader.authority(([0xc0] as [UInt8]).span) }
    _ = try reader.authority(
      ([0x41, 0x7f, 0xf1, 0x02] + [UInt8](repeating: 0x64, count: 496)).span)
    #expect(reader.size == 0)
    #expect(throws: MessageFault.malformed) { try reader.authority(([0xbe] as [UInt8]).span) }
    // More than a table may ever hold.
    #expect(throws: MessageFault.malformed) {
      try reader.authority(([0x3f, 0xff, 0xff, 0x7f] as [UInt8]).span)
    }
  }
}
