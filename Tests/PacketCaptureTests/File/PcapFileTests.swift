import NATModel
import Testing

@testable import PacketCapture

/// Classic files, read here and by libpcap.
@Suite struct PcapFileTests {
  /// One packet as a reader gives it.
  struct Packet: Equatable {
    var time: Int64?
    var length: Int
    var bytes: [UInt8]
  }

  /// What reading a file to its end gave.
  struct Reading {
    var packets: [Packet] = []
    var isDamaged = false
    var offsets: [UInt64?] = []
    var linkType = LinkType(rawValue: -1)

    init<File: CaptureFile & ~Copyable>(_ file: inout File) {
      linkType = file.linkType
      do throws(CaptureError) {
        while try file.next({ header, bytes in
          packets.append(
            Packet(
              time: header.time?.nanoseconds, length: header.originalLength,
              bytes: [UInt8](bytes, bytes.indices)))
          offsets.append(header.offset)
        }) {}
      } catch {
        isDamaged = true
      }
    }

    static func here(_ bytes: [UInt8], piece: Int = 1 << 16) throws -> Reading {
      var file = try PcapFile(
        feed: ByteFeed.from(MemorySource(bytes: bytes, piece: piece)), name: "memory")
      return Reading(&file)
    }

    static func byLibpcap(_ bytes: [UInt8]) throws -> Reading {
      var file = try LibpcapFile.open(
        feed: ByteFeed.from(MemorySource(bytes: bytes)), name: "memory")
      return Reading(&file)
    }
  }

  static let packets: [(nanoseconds: Int64, bytes: [UInt8])] = [
    (1_700_000_000_123_456_789, [UInt8](1...60)), (1_700_000_001_000_000_001, []),
    // Seconds are unsigned: the year 2100.
    (4_102_444_800_999_999_999, [UInt8](repeating: 7, count: 1500)),
  ]

  @Test("both byte orders and resolutions, as libpcap reads them", arguments: [true, false])
  func orders(isBigEndian: Bool) throws {
    for isNano in [true, false] {
      for snapLength in [65535, 40] {
        let bytes = PacketBuilder.pcap(
          PcapFileTests.packets, isBigEndian: isBigEndian, isNano: isNano, snapLength: snapLength)
        #expect(PcapFile.canRead(bytes))
        let ours = try Reading.here(bytes)
        #expect(ours.packets == (try Reading.byLibpcap(bytes)).packets)
        #expect(ours.packets.count == 3 && !ours.isDamaged)
        let step: Int64 = isNano ? 1 : 1000
        #expect(
          ours.packets.map(\.time) == PcapFileTests.packets.map { $0.nanoseconds / step * step })
        #expect(
          ours.packets.map(\.bytes)
            == PcapFileTests.packets.map { Array($0.bytes.prefix(snapLength)) })
        #expect(ours.packets.map(\.length) == [60, 0, 1500])
        // Headers of 16 octets before 60 octets, as far as they were kept, and before none.
        let second = UInt64(24 + 16 + min(60, snapLength))
        #expect(ours.offsets == [24, second, second + 16])
      }
    }
  }

  @Test("every prefix keeps what came before, as libpcap does, whatever the pieces")
  func prefixes() throws {
    let bytes = PacketBuilder.pcap(PcapFileTests.packets.dropLast() + [(5, [1, 2, 3])])
    for length in PcapFile.headLength...bytes.count {
      let part = Array(bytes[..<length])
      let ours = try Reading.here(part, piece: 1 + length % 7)
      let theirs = try Reading.byLibpcap(part)
      #expect(ours.packets == theirs.packets && ours.isDamaged == theirs.isDamaged, "\(length)")
    }
  }

  @Test("packets longer than the file says it keeps are cut, and impossible ones are damage")
  func lengths() throws {
    func file(captured: UInt32, snapLength: UInt32) -> [UInt8] {
      let head: [UInt8] = [0xa1, 0xb2, 0xc3, 0xd4, 0, 2, 0, 4] + [UInt8](repeating: 0, count: 8)
      return head + PacketBuilder.uint32(snapLength) + PacketBuilder.uint32(1)
        + [UInt8](repeating: 0, count: 8) + PacketBuilder.uint32(captured)
        + PacketBuilder.uint32(captured) + [UInt8](repeating: 9, count: 300_000)
    }
    for captured: UInt32 in [0, 64, 65, 262_144, 262_145, 1 << 31, .max] {
      for snapLength: UInt32 in [0, 64, 262_144, 1 << 31] {
        let bytes = file(captured: captured, snapLength: snapLength)
        let ours = try Reading.here(bytes)
        let theirs = try Reading.byLibpcap(bytes)
        #expect(ours.packets.first == theirs.packets.first, "\(captured) of \(snapLength)")
        #expect(ours.packets.isEmpty == theirs.packets.isEmpty)
      }
    }
  }

  @Test("what is left to libpcap: modified formats, older versions, headers in the other order")
  func others() {
    let good = PacketBuilder.pcap([], isBigEndian: true)
    #expect(PcapFile.canRead(good))
    #expect(!PcapFile.canRead(Array(good.dropLast())))
    var older = good
    older[7] = 3
    #expect(!PcapFile.canRead(older))
    for magic: [UInt8] in [
      [0xa1, 0xb2, 0xcd, 0x34], [0x34, 0xcd, 0xb2, 0xa1], [0x1c, 0, 1, 0xac],
      [0x0a, 0x0d, 0x0d, 0x0a],
    ] {
      #expect(!PcapFile.canRead(magic + good.dropFirst(4)))
    }
    #expect(!PcapFile.canRead(PacketBuilder.pcap([], linkType: 239, isBigEndian: true)))
    #expect(PcapFile.canRead(PacketBuilder.pcap([], linkType: 239)))
    // A frame check sequence of four octets is announced above the link type.
    var checked = good
    checked[20] = 0x44
    #expect(PcapFile.canRead(checked))
  }

  @Test(
    "every real classic file gives the packets that libpcap gives",
    .enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"))
  func differential() throws {
    var read = 0
    for file in SharedCaptures.figures.keys.sorted() where file.hasSuffix("cap") {
      let bytes = try SharedCaptures.bytes(SharedCaptures.path(file))
      guard bytes.count < 4 << 20, PcapFile.canRead(Array(bytes.prefix(PcapFile.headLength))) else {
        continue
      }
      read += 1
      let ours = try Reading.here(bytes)
      let theirs = try Reading.byLibpcap(bytes)
      #expect(ours.packets == theirs.packets, "\(file)")
      #expect(ours.isDamaged == theirs.isDamaged, "\(file)")
    }
    #expect(read > 50)
  }
}
