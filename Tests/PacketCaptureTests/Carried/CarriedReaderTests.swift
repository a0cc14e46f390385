import LogFormats
import NATModel
import Testing

@testable import PacketCapture

/// Messages inside UDP, TCP and SCTP packets.
struct CarriedReaderTests {
  private typealias Build = PacketBuilder

  private static let now: Int64 = 1_770_000_000

  /// An IPFIX message with a template, and `count` NAT44 sessions that follow `sequence` others.
  private static func message(
    sequence: UInt32 = 0, count: Int = 1, hasTemplate: Bool = true
  ) -> [UInt8] {
    let fields = [(323, 8), (230, 1), (8, 4), (7, 2), (225, 4), (227, 2), (4, 1)]
    let template =
      Build.uint16(2) + Build.uint16(8 + 4 * fields.count) + Build.uint16(256)
      + Build.uint16(fields.count) + fields.flatMap { Build.uint16($0.0) + Build.uint16($0.1) }
    let records = (0..<count).flatMap { index in
      let time = UInt64(now) * 1000
      return Build.uint32(UInt32(time >> 32)) + Build.uint32(UInt32(time & 0xffff_ffff)) + [4]
        + Build.bytes(.client) + Build.uint16(1000 + index) + Build.bytes(.server2)
        + Build.uint16(2000 + Int(sequence) + index) + [6]
    }
    let data = Build.uint16(256) + Build.uint16(4 + records.count) + records
    let body = (hasTemplate ? template : []) + data
    return Build.uint16(10) + Build.uint16(16 + body.count) + Build.uint32(UInt32(now))
      + Build.uint32(sequence) + Build.uint32(0) + body
  }

  private func run(_ packets: [[UInt8]]) throws -> CaptureRun {
    try CaptureRun.of(
      bytes: Build.pcap(
        packets.enumerated().map { index, payload in
          (
            Self.now * 1_000_000_000 + Int64(index) * 1_000_000,
            Build.ethernet(0x0800, payload)
          )
        }))
  }

  private func udp(_ payload: [UInt8], port: Int = 4739) -> [UInt8] {
    Build.ipv4(.server, .server2, proto: 17, Build.udp(50000, port, payload))
  }

  private func tcp(_ payload: [UInt8], at sequence: UInt32, flags: UInt8 = 0x18, port: Int = 4739)
    -> [UInt8]
  {
    Build.ipv4(
      .server, .server2, proto: 6, Build.tcp(50000, port, sequence: sequence, flags: flags, payload)
    )
  }

  @Test func datagramsToAnyPort() throws {
    for port in [4739, 2055, 12055, 9991] {
      let got = try run([udp(Self.message(count: 3), port: port)])
      #expect(got.events(.sessionOpen).map(\.outsidePort) == [2000, 2001, 2002])
      #expect(got.events(.sessionOpen).allSatisfy { $0.location.record == 1 })
      #expect(got.texts.string(got.events(.sessionOpen)[0].exporter) == "198.51.100.80")
      // The packet is a flow of its own all the same.
      #expect(got.events(.flow).count == 1)
    }
  }

  @Test func otherDatagramsAreLeftAlone() throws {
    let got = try run([
      udp([UInt8](repeating: 0, count: 200)),
      udp([0, 10] + [UInt8](repeating: 0, count: 60), port: 443),
      udp([0, 9, 0, 0] + [UInt8](repeating: 255, count: 60), port: 5060),
    ])
    #expect(got.carried.exporters.isEmpty && got.report.rejects.total == 0)
  }

  // MARK: - TCP

  @Test func streamsAreCutIntoMessages() throws {
    let stream = Self.message(count: 2) + Self.message(sequence: 2, count: 3, hasTemplate: false)
    for size in [1, 7, 100, 1000] {
      var packets = [tcp([], at: 999, flags: 2)]
      for start in stride(from: 0, to: stream.count, by: size) {
        packets.append(
          tcp(Array(stream[start..<min(start + size, stream.count)]), at: 1000 + UInt32(start)))
      }
      let got = try run(packets)
      #expect(got.events(.sessionOpen).map(\.outsidePort) == [2000, 2001, 2002, 2003, 2004])
      #expect(got.carried.exporters.map(\.sequence.lost) == [0])
    }
  }

  @Test func segmentsOutOfOrderAndSentAgain() throws {
    let stream = Self.message(count: 4)
    let parts = [0..<30, 30..<60, 60..<stream.count].map { range in
      tcp(Array(stream[range]), at: 1000 + UInt32(range.lowerBound))
    }
    let got = try run([
      tcp([], at: 999, flags: 2), parts[0], parts[2], parts[0], parts[1], parts[2],
    ])
    #expect(got.events(.sessionOpen).count == 4 && got.carried.streamGaps == 0)
  }

  /// A capture that begins in the middle of a message goes on at the next.
  @Test func streamsWithoutTheirStart() throws {
    let stream =
      Array(Self.message(count: 5).dropFirst(20)) + Self.message(sequence: 5, count: 2)
    let got = try run([tcp(stream, at: 5000)])
    #expect(got.events(.sessionOpen).map(\.outsidePort) == [2005, 2006])
  }

  @Test func lostSegmentsCostTheirMessagesOnly() throws {
    let first = Self.message(count: 2)
    let second = Self.message(sequence: 2, count: 40, hasTemplate: false)
    let third = Self.message(sequence: 42, count: 2)
    var packets = [tcp([], at: 999, flags: 2), tcp(first, at: 1000)]
    let start = 1000 + UInt32(first.count + second.count)
    for index in 0..<80 {
      packets.append(
        tcp(
          index == 0 ? third : Self.message(sequence: UInt32(44 + index - 1), hasTemplate: false),
          at: start
            + (index == 0
              ? 0
              : UInt32(third.count)
                + UInt32(index - 1) * UInt32(Self.message(hasTemplate: false).count))))
    }
    let got = try run(packets)
    #expect(got.carried.streamGaps >= 1)
    #expect(got.events(.sessionOpen).count == 2 + 2 + 79)
    #expect(got.carried.exporters[0].sequence.lost == 40)
  }

  @Test func aGapThatNothingFollowsForLongIsCountedAtTheEnd() throws {
    let first = Self.message(count: 2)
    let lost = Self.message(sequence: 2, hasTemplate: false)
    var packets = [tcp([], at: 999, flags: 2), tcp(first, at: 1000)]
    var place = 1000 + UInt32(first.count + lost.count)
    for number in 0..<10 {
      let message = Self.message(sequence: UInt32(3 + number), hasTemplate: false)
      packets.append(tcp(message, at: place))
      place += UInt32(message.count)
    }
    #expect(try run(packets).carried.streamGaps == 1)
  }

  // MARK: - SCTP

  private func chunk(_ number: UInt32, flags: UInt8, stream: Int, _ data: [UInt8]) -> [UInt8] {
    let body =
      [0, flags] + Build.uint16(16 + data.count) + Build.uint32(number) + Build.uint16(stream)
      + Build.uint16(0) + Build.uint32(0) + data
    return body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
  }

  private func sctp(_ chunks: [[UInt8]]) -> [UInt8] {
    Build.ipv4(
      .server, .server2, proto: 132,
      Build.uint16(50000) + Build.uint16(4739) + Build.uint32(1) + Build.uint32(0)
        + chunks.flatMap { $0 })
  }

  @Test func userMessagesOfSCTP() throws {
    let whole = Self.message(count: 2)
    let other = Self.message(sequence: 2, count: 30, hasTemplate: false)
    let got = try run([
      sctp([chunk(1, flags: 3, stream: 0, whole)]),
      sctp([chunk(2, flags: 2, stream: 0, Array(other[..<100]))]),
      sctp([
        chunk(3, flags: 0, stream: 0, Array(other[100..<200])),
        chunk(4, flags: 1, stream: 0, Array(other[200...])),
      ]),
      sctp([chunk(1, flags: 3, stream: 0, whole)]),  // sent again
    ])
    #expect(got.events(.sessionOpen).count == 32)
    #expect(got.carried.exporters.map(\.peer.transport) == [.sctp])
    #expect(got.carried.exporters[0].sequence.lost == 0)
  }

  /// Every prefix and every octet changed of packets of SCTP: no trap.
  @Test func hostileSCTP() throws {
    let packet = sctp([chunk(1, flags: 3, stream: 0, Self.message(count: 1))])
    var packets: [[UInt8]] = []
    for length in 20..<packet.count { packets.append(Array(packet[..<length])) }
    for index in 20..<packet.count {
      var copy = packet
      copy[index] ^= 0xff
      packets.append(copy)
    }
    #expect(try run(packets).report.records == UInt64(packets.count))
  }

  // MARK: - Syslog

  private static let asa =
    "<166>Feb 02 2026 02:40:00 fw : %ASA-6-302013: Built outbound TCP connection 7 for "
    + "outside:198.51.100.80/443 (198.51.100.80/443) to inside:100.64.0.1/1111 (203.0.113.7/2222)"

  @Test func syslogDatagrams() throws {
    let got = try run([
      udp(Array(Self.asa.utf8), port: 514), udp(Array((Self.asa + "\n").utf8), port: 5514),
      udp(Array("<13>nothing to see".utf8), port: 514),
    ])
    #expect(got.events(.sessionOpen).map(\.outsidePort) == [2222, 2222])
    #expect(got.events(.sessionOpen).map(\.location.record) == [1, 2])
    #expect(got.carried.syslog.map(\.dialect) == ["cisco-asa"])
    #expect(got.carried.syslog.map(\.lines) == [3])
    #expect(got.carried.syslog.map(\.skipped) == [1])
    #expect(got.texts.string(got.events(.sessionOpen)[0].exporter) == "fw")
  }

  @Test func syslogStreams() throws {
    let counted = "\(Self.asa.utf8.count) \(Self.asa)"
    let broken = Self.asa + "\n"
    for text in [counted + counted, broken + broken] {
      let bytes = Array(text.utf8)
      let got = try run([
        tcp([], at: 999, flags: 2, port: 514), tcp(Array(bytes[..<200]), at: 1000, port: 514),
        tcp(Array(bytes[200...]), at: 1200, port: 514),
      ])
      #expect(got.events(.sessionOpen).count == 2)
    }
  }

  @Test func syslogOfNoDialect() throws {
    let got = try run([udp(Array("<13>1 - - - - - hello".utf8), port: 514)])
    #expect(got.carried.syslog.map(\.dialect) == [nil] && got.report.rejects.total == 0)
  }
}
