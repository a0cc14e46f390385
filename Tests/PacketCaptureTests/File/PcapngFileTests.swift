import NATModel
import Testing

@testable import PacketCapture

/// pcapng files built block by block.
@Suite struct PcapngFileTests {
  /// Builds blocks in one byte order.
  struct Blocks {
    var isBigEndian = false
    var bytes: [UInt8] = []

    func half(_ value: Int) -> [UInt8] {
      isBigEndian ? PacketBuilder.uint16(value) : PacketBuilder.uint16(value).reversed()
    }
    func word(_ value: UInt32) -> [UInt8] {
      isBigEndian ? PacketBuilder.uint32(value) : PacketBuilder.uint32(value).reversed()
    }
    func option(_ code: Int, _ value: [UInt8]) -> [UInt8] {
      half(code) + half(value.count) + value
        + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
    }

    mutating func block(_ type: UInt32, _ body: [UInt8]) {
      let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
      let length = word(UInt32(padded.count + 12))
      bytes += word(type) + length + padded + length
    }
    mutating func section(major: Int = 1, minor: Int = 0) {
      block(
        0x0a0d_0d0a,
        word(0x1a2b_3c4d) + half(major) + half(minor) + [UInt8](repeating: 0xff, count: 8))
    }
    mutating func interface(_ link: Int, snapLength: UInt32 = 0, options: [UInt8] = []) {
      block(1, half(link) + half(0) + word(snapLength) + options)
    }
    mutating func packet(
      _ interface: UInt32, ticks: UInt64, _ packet: [UInt8], original: Int? = nil
    ) {
      block(
        6,
        word(interface) + word(UInt32(ticks >> 32)) + word(UInt32(truncatingIfNeeded: ticks))
          + word(UInt32(packet.count)) + word(UInt32(original ?? packet.count)) + packet)
    }
    mutating func simple(_ packet: [UInt8]) { block(3, word(UInt32(packet.count)) + packet) }
  }

  static let datagram = PacketBuilder.ipv4(
    .client, .server, proto: 17, PacketBuilder.udp(5000, 9, [1, 2, 3]))
  static let frame = PacketBuilder.ethernet(0x0800, datagram)

  @Test("packets have the link type, clock and byte order of their interface and section")
  func interfaces() throws {
    var file: [UInt8] = []
    for isBigEndian in [false, true] {
      var blocks = Blocks(isBigEndian: isBigEndian)
      blocks.section()
      blocks.interface(1)
      blocks.interface(101, snapLength: 96, options: blocks.option(9, [3]))
      blocks.packet(0, ticks: 5_000_000, PcapngFileTests.frame)
      blocks.packet(1, ticks: 6000, PcapngFileTests.datagram)
      file += blocks.bytes
    }
    let run = try CaptureRun.of(bytes: file, piece: 7)
    let flow = try #require(run.events(.flow).first)
    #expect(run.lines(.flow) == ["1 udp 100.64.0.1:5000 > 198.51.100.80:9 4/124"])
    #expect(flow.start == Timestamp(seconds: 5))
    #expect(flow.time == Timestamp(seconds: 6))
    #expect(flow.resolution == 1_000_000)
    #expect(run.report.format == "pcapng")
    #expect(run.statistics.notes.interfaces == 4)
    #expect(run.damage == nil)
  }

  @Test("blocks beside packets are counted; secrets and custom blocks are passed over")
  func others() throws {
    var blocks = Blocks()
    blocks.section()
    blocks.interface(1)
    blocks.block(10, blocks.word(0x544c_534b) + blocks.word(3) + [1, 2, 3])
    blocks.block(0xbad, blocks.word(7) + [UInt8](repeating: 9, count: 300_000))
    blocks.block(
      4,
      blocks.option(1, [192, 0, 2, 1] + Array("a.test".utf8) + [0])
        + blocks.option(2, [UInt8](repeating: 1, count: 16) + Array("b.test".utf8) + [0])
        + blocks.option(0, []))
    blocks.packet(0, ticks: 1, PcapngFileTests.frame)
    for dropped: UInt8 in [5, 9] {
      blocks.block(
        5,
        blocks.word(0) + blocks.word(0) + blocks.word(0)
          + blocks.option(5, [dropped, 0, 0, 0, 0, 0, 0, 0]))
    }
    let run = try CaptureRun.of(bytes: blocks.bytes)
    #expect(run.statistics.packets == 1)
    #expect(run.statistics.notes.secrets == 1)
    #expect(run.statistics.notes.resolvedNames == 2)
    #expect(run.statistics.notes.dropped == 9)
    #expect(run.events(.name).isEmpty)
    let expected =
      [
        "udp_conversations": 1, "dropped_packets": 9, "interfaces": 1, "resolved_names": 2,
        "decryption_secrets": 1,
      ] as [String: UInt64]
    #expect(
      Dictionary(uniqueKeysWithValues: run.statistics.details.map { ($0.name, $0.count) })
        == expected)
  }

  @Test("a packet without a time takes that of the packet before it")
  func simple() throws {
    var blocks = Blocks()
    blocks.section()
    blocks.interface(1, snapLength: 40)
    blocks.packet(0, ticks: 7_000_000, PcapngFileTests.frame)
    blocks.simple(PcapngFileTests.frame)
    let run = try CaptureRun.of(bytes: blocks.bytes)
    #expect(run.events(.flow).first?.packets == 1)
    // Cut to the snap length of 40, below what its headers need.
    #expect(run.report.rejects.counts == [.truncatedBySnapLength: 1])
    #expect(run.statistics.notes.untimed == 1)
  }

  @Test("a packet of an interface that is not described is rejected; reading goes on")
  func unknownInterface() throws {
    var blocks = Blocks()
    blocks.section()
    blocks.packet(0, ticks: 1, PcapngFileTests.frame)
    blocks.interface(1)
    blocks.packet(0, ticks: 1, PcapngFileTests.frame)
    let run = try CaptureRun.of(bytes: blocks.bytes)
    #expect(run.report.records == 2)
    #expect(run.report.rejects.counts == [.unsupportedLink: 1])
    #expect(run.report.rejects.examples.first?.offset == 28)
    #expect(run.events(.flow).count == 1)
  }

  @Test("damage keeps what came before and says where it is")
  func damage() throws {
    var blocks = Blocks()
    blocks.section()
    blocks.interface(1)
    blocks.packet(0, ticks: 1, PcapngFileTests.frame)
    let good = blocks.bytes
    let places: [(String, [UInt8])] = [
      ("odd length", blocks.word(6) + blocks.word(33) + [UInt8](repeating: 0, count: 40)),
      ("short length", blocks.word(6) + blocks.word(8)),
      ("huge length", blocks.word(6) + blocks.word(0x7fff_fffc)),
      ("short packet block", blocks.word(6) + blocks.word(16) + [0, 0, 0, 0] + blocks.word(16)),
      ("two lengths", blocks.word(5) + blocks.word(16) + [0, 0, 0, 0] + blocks.word(20)),
      ("end", blocks.word(6) + blocks.word(64)),
    ]
    for (name, tail) in places {
      let run = try CaptureRun.of(bytes: good + tail)
      #expect(run.damage?.contains("byte \(good.count)") == true, "\(name)")
      #expect(run.report.partial)
      #expect(run.events(.flow).count == 1)
      #expect(run.report.rejects.counts == [.damagedFile: 1])
    }
    var long = Blocks()
    long.section()
    long.interface(1)
    long.block(
      6, long.word(0) + long.word(0) + long.word(1) + long.word(1000) + long.word(1000) + [1, 2])
    #expect(try CaptureRun.of(bytes: long.bytes).damage?.contains("longer than its block") == true)
  }

  @Test("versions and beginnings that are not read are errors")
  func unreadable() {
    for (major, minor) in [(0, 1), (1, 1), (2, 0)] {
      var blocks = Blocks()
      blocks.section(major: major, minor: minor)
      #expect(throws: CaptureError.self) { try CaptureRun.of(bytes: blocks.bytes) }
    }
    var blocks = Blocks()
    blocks.section()
    for length in 0..<blocks.bytes.count {
      #expect(throws: CaptureError.self) {
        try CaptureRun.of(bytes: Array(blocks.bytes[..<length]))
      }
    }
  }

  @Test("time stamps of every resolution, against arithmetic on wide numbers")
  func clocks() {
    let ticks: [UInt64] = [0, 1, 999, 1_700_000_000_123_456, 1 << 40, 1 << 63, .max]
    for exponent in UInt8.min...UInt8.max {
      for offset in [0, 3600, -3600] as [Int64] {
        let clock = PcapngTime(exponent: exponent, offset: offset)
        for tick in ticks {
          let power = Int(exponent & 0x7f)
          let seconds =
            exponent & 0x80 != 0
            ? Double(tick) / Double(sign: .plus, exponent: power, significand: 1)
            : Double(tick) / powerOfTen(power)
          let expected = seconds + Double(offset)
          guard let instant = clock.instant(tick) else {
            #expect(abs(expected) > 9.2e9)
            continue
          }
          #expect(
            abs(Double(instant.nanoseconds) / 1e9 - expected) <= max(2e-9, abs(expected) * 1e-9))
        }
        #expect(clock.resolution >= 1)
      }
    }
    #expect(
      PcapngTime(exponent: 6).instant(1_700_000_000_123_456)?.nanoseconds
        == 1_700_000_000_123_456_000)
    #expect(
      PcapngTime(exponent: 9).instant(1_700_000_000_123_456_789)?.nanoseconds
        == 1_700_000_000_123_456_789)
    #expect(PcapngTime(exponent: 0x80 | 10).instant(1024 * 3 + 512)?.nanoseconds == 3_500_000_000)
    #expect(PcapngTime(exponent: 0x80 | 10).resolution == 976_563)
    #expect(PcapngTime(exponent: 3).resolution == 1_000_000)
  }

  private func powerOfTen(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { value, _ in value * 10 }
  }

  @Test("no variant of a file traps, and every packet is accounted for")
  func hostile() throws {
    var blocks = Blocks()
    blocks.section()
    blocks.interface(
      1, options: blocks.option(9, [9]) + blocks.option(14, [0, 0, 0, 0, 0, 0, 0, 1]))
    blocks.packet(0, ticks: 1, PcapngFileTests.frame)
    blocks.simple(PcapngFileTests.frame)
    variants(of: blocks.bytes) { bytes in
      guard let run = try? CaptureRun.of(bytes: bytes) else { return }
      let inFlows = run.events(.flow).reduce(0) { $0 + $1.packets }
      #expect(inFlows + UInt64(run.report.rejects.total) + run.report.skipped >= run.report.records)
    }
  }
}
