import NATModel
import Testing

@testable import PacketCapture

@Suite struct FragmentStoreTests {
  typealias Build = PacketBuilder

  /// A DNS answer that needs several fragments.
  static let message = MessageBuilder.response(
    "fragmented.example.test",
    answers: (0..<20).map { index in
      MessageBuilder.address(
        MessageBuilder.pointer(12), IPAddress(ipv4: 0xcb00_7100 + UInt32(index)))
    })
  static let datagram = Build.udp(53, 4000, message)

  /// The datagram in IPv4 fragments of so many octets.
  static func fragments(of size: Int, identification: Int = 77) -> [[UInt8]] {
    stride(from: 0, to: datagram.count, by: size).map { start in
      fragment(start..<min(start + size, datagram.count), identification: identification)
    }
  }

  static func fragment(_ range: Range<Int>, identification: Int = 77) -> [UInt8] {
    let isLast = range.upperBound == datagram.count
    var bytes = Build.ipv4(
      .server, .client, proto: 17, fragment: range.lowerBound / 8 | (isLast ? 0 : 0x2000),
      Array(datagram[range]))
    bytes.replaceSubrange(4..<6, with: Build.uint16(identification))
    return Build.ethernet(0x0800, bytes)
  }

  static func fragment6(_ range: Range<Int>) -> [UInt8] {
    let more = range.upperBound == datagram.count ? 0 : 1
    return Build.ethernet(
      0x86dd,
      Build.ipv6(
        .server6, .client6, next: 44,
        [17, 0] + Build.uint16(range.lowerBound | more) + Build.uint32(9) + Array(datagram[range])))
  }

  static func run(_ frames: [[UInt8]], seconds: Int64 = 1, options: CaptureOptions? = nil) throws
    -> CaptureRun
  {
    try CaptureRun.of(
      bytes: Build.pcap(
        frames.enumerated().map { (Int64($0.offset) * seconds * 1_000_000_000, $0.element) }),
      options: options)
  }

  @Test("fragments in any order, of any size, repeated, give the datagram once")
  func joined() throws {
    for size in stride(from: 8, to: FragmentStoreTests.datagram.count, by: 24) {
      let frames = FragmentStoreTests.fragments(of: size)
      for order in [frames, frames.reversed(), frames + frames.reversed().dropLast()] {
        let run = try FragmentStoreTests.run(order, seconds: 0)
        #expect(run.names(.dns) == ["fragmented.example.test"], "size \(size)")
        #expect(run.statistics.dnsA == 20)
        #expect(run.events(.flow).count == 1)
        #expect(run.events(.flow).first?.packets == UInt64(order.count), "size \(size)")
        #expect(run.report.rejects.total == 0)
        #expect(run.statistics.joinedPackets == 1)
        #expect(run.statistics.overlappingFragments == 0)
      }
    }
  }

  @Test("octets of a flow are those of all its fragments")
  func octets() throws {
    let frames = FragmentStoreTests.fragments(of: 80)
    let run = try FragmentStoreTests.run(frames)
    let octets = frames.reduce(0) { $0 + $1.count - 14 }
    #expect(run.events(.flow).first?.bytes == UInt64(octets))
  }

  @Test("of overlapping IPv4 fragments the first octets stay; it is counted")
  func overlap() throws {
    var second = FragmentStoreTests.fragment(80..<FragmentStoreTests.datagram.count)
    // What overlaps differs from what came first.
    for index in 34..<50 { second[index] ^= 0xff }
    let run = try FragmentStoreTests.run([FragmentStoreTests.fragment(0..<96), second])
    #expect(run.statistics.dnsA == 20)
    #expect(run.statistics.overlappingFragments == 1)
  }

  @Test("an IPv6 packet with overlapping fragments is dropped with all that is to come of it")
  func overlap6() throws {
    let end = FragmentStoreTests.datagram.count
    let good = [
      FragmentStoreTests.fragment6(0..<96), FragmentStoreTests.fragment6(96..<end),
    ]
    #expect(try FragmentStoreTests.run(good).statistics.dnsA == 20)
    #expect(try FragmentStoreTests.run([good[0], good[0], good[1]]).statistics.dnsA == 20)
    let bad = [
      FragmentStoreTests.fragment6(0..<96), FragmentStoreTests.fragment6(80..<160),
      FragmentStoreTests.fragment6(96..<end),
    ]
    let run = try FragmentStoreTests.run(bad)
    #expect(run.events(.name).isEmpty)
    #expect(run.statistics.overlappingFragments == 1)
    #expect(run.statistics.incompletePackets == 1)
    // Ports were known from the first fragment, so the traffic is counted all the same.
    #expect(run.events(.flow).first?.packets == 3)
  }

  @Test("a fragment that reaches past the last one drops the packet")
  func contradiction() throws {
    let end = FragmentStoreTests.datagram.count
    var early = FragmentStoreTests.fragment(80..<160)
    early[14 + 6] &= 0x1f  // no "more fragments"
    let run = try FragmentStoreTests.run([
      FragmentStoreTests.fragment(160..<end), early, FragmentStoreTests.fragment(0..<80),
    ])
    #expect(run.events(.name).isEmpty)
    #expect(run.statistics.incompletePackets == 1)
  }

  @Test("a header cut in two is known once the packet is whole")
  func cutHeader() throws {
    let segment = Build.tcp(5000, 80, flags: 2)
    let first = Build.ipv4(.client, .server, proto: 6, fragment: 0x2000, Array(segment[..<16]))
    let last = Build.ipv4(.client, .server, proto: 6, fragment: 2, Array(segment[16...]))
    let frames = [Build.ethernet(0x0800, first), Build.ethernet(0x0800, last)]
    let run = try FragmentStoreTests.run(frames)
    #expect(run.lines(.flow) == ["2 tcp 100.64.0.1:5000 > 198.51.100.80:80 2/60"])
    let half = try FragmentStoreTests.run([frames[0]])
    #expect(half.events(.flow).isEmpty)
    #expect(half.report.rejects.counts == [.incompleteFragments: 1])
  }

  @Test("what does not come in time is given up")
  func timeout() throws {
    let frames = FragmentStoreTests.fragments(of: 200)
    let run = try FragmentStoreTests.run(frames, seconds: 100)
    #expect(run.events(.name).isEmpty)
    #expect(run.statistics.incompletePackets == 2)
    #expect(run.report.rejects.counts[.incompleteFragments] == 1)
  }

  @Test("memory is bounded: the oldest packet is given up")
  func bounded() throws {
    var options = CaptureOptions.withoutTimeouts
    options.maximumFragmentBytes = 1000
    let first = (0..<50).map { FragmentStoreTests.fragments(of: 200, identification: $0)[0] }
    let run = try FragmentStoreTests.run(first, seconds: 0, options: options)
    #expect(run.statistics.incompletePackets == 50)
    #expect(run.events(.flow).first?.packets == 50)
    var store = FragmentStore(maximumBytes: 1 << 30)
    let payload = [UInt8](repeating: 0, count: 8)
    for number in 0..<10_000 {
      var fragment = IPPacket()
      fragment.source = .client
      fragment.proto = .udp
      fragment.identification = UInt32(number)
      fragment.fragment = .later
      fragment.fragmentOffset = 8
      fragment.payload = 0..<8
      _ = store.add(fragment, payload.span, at: Timestamp(nanoseconds: 0))
    }
    #expect(store.counts.evicted == UInt64(10_000 - FragmentStore.maximumPackets))
  }

  @Test("a tunnel in fragments leads to the packet inside, counted once")
  func tunnel() throws {
    let outer = Build.udp(
      40000, 2152,
      Build.gtp(
        Build.ipv4(
          .client, .server, proto: 17,
          Build.udp(5000, 9, [UInt8](repeating: 1, count: 100)))))
    let frames = [(0, 64, 0x2000), (64, outer.count, 8)].map { start, end, place in
      Build.ethernet(
        0x0800,
        Build.ipv4(.client2, .server2, proto: 17, fragment: place, Array(outer[start..<end])))
    }
    let run = try FragmentStoreTests.run(frames)
    #expect(run.lines(.flow) == ["2 udp 100.64.0.1:5000 > 198.51.100.80:9 1/128"])
    #expect(run.report.skipped == 1)
  }

  @Test("fragments in any order agree with a map of octets", arguments: 0..<40 as Range<UInt64>)
  func againstMap(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let end = FragmentStoreTests.datagram.count
    var frames: [[UInt8]] = []
    var seen = [Bool](repeating: false, count: end)
    var isWhole = false
    for _ in 0..<Int.random(in: 2...30, using: &random) {
      let start = Int.random(in: 0..<end / 8, using: &random) * 8
      let length = Int.random(in: 1...20, using: &random) * 8
      let range = start..<min(end, start + length)
      frames.append(FragmentStoreTests.fragment(range))
      for index in range { seen[index] = true }
      isWhole = isWhole || seen.allSatisfy { $0 }
      if isWhole { break }
    }
    let run = try FragmentStoreTests.run(frames, seconds: 0)
    #expect(run.statistics.dnsA == (isWhole ? 20 : 0))
    #expect(run.statistics.joinedPackets == (isWhole ? 1 : 0))
  }
}
