import NATModel
import Testing

@testable import PacketCapture

/// A NAT made of a few lines, and what is inferred from both of its sides.
@Suite struct TwoSidesTests {
  typealias Build = PacketBuilder

  static let nat = IPAddress(ipv4: 0xcb00_7101)  // 203.0.113.1
  static let second: Int64 = 1_000_000_000

  /// A packet of a client, as both sides see it.
  struct Exchange {
    var time: Int64
    var client = IPAddress.client
    var port = 5000
    var outsidePort = 40000
    var isReply = false
    var proto: UInt8 = 17
    var sequence: UInt32 = 0
    var outsideSequence: UInt32?
    var flags: UInt8 = 0x18
    var identification = 0
    var outsideIdentification: Int?
    var payload: [UInt8] = []
    /// The B4 of a softwire that the packet goes through on the inside.
    var softwire: IPAddress?

    func frame(isInside: Bool) -> [UInt8] {
      let near = isInside ? client : TwoSidesTests.nat
      let nearPort = isInside ? port : outsidePort
      let (source, destination) = isReply ? (IPAddress.server, near) : (near, IPAddress.server)
      let (from, to) = isReply ? (443, nearPort) : (nearPort, 443)
      let transport =
        proto == 6
        ? Build.tcp(
          from, to, sequence: isInside ? sequence : outsideSequence ?? sequence, flags: flags,
          payload) : Build.udp(from, to, payload)
      var packet = Build.ipv4(source, destination, proto: proto, transport)
      let id = isInside ? identification : outsideIdentification ?? identification
      packet.replaceSubrange(4..<6, with: Build.uint16(id))
      guard let softwire, isInside else { return Build.ethernet(0x0800, packet) }
      let ends = isReply ? (IPAddress.server6, softwire) : (softwire, IPAddress.server6)
      return Build.ethernet(0x86dd, Build.ipv6(ends.0, ends.1, next: 4, packet))
    }
  }

  static func infer(
    _ exchanges: [Exchange], shift: Int64 = 0
  ) throws -> (lines: [String], counts: TwoSides.Counts) {
    var sides = TwoSides()
    for side in [CaptureSide.inside, .outside] {
      let isInside = side == .inside
      let bytes = Build.pcap(
        exchanges.map {
          (
            1_000_000 * TwoSidesTests.second
              + (isInside ? $0.time : $0.time + 50_000 + shift), $0.frame(isInside: isInside)
          )
        })
      var file = try PcapFile(
        feed: ByteFeed.from(MemorySource(bytes: bytes)), name: side.rawValue)
      #expect(sides.add(&file, file: isInside ? 0 : 1, side: side) == nil)
    }
    var texts = TextTable()
    let (events, counts) = sides.events(texts: &texts)
    let lines = events.filter { $0.kind == .session }.map {
      (($0.realm == .none) ? "" : texts.string($0.realm) + " ")
        + "\($0.inside):\($0.insidePort) \($0.outside):\($0.outsidePort) \($0.packets)"
    }
    return (lines, counts)
  }

  /// A TCP connection of three packets.
  static func connection(
    at time: Int64, client: IPAddress = .client, port: Int, outsidePort: Int, sequence: UInt32,
    outsideSequence: UInt32? = nil, identification: Int = 0, payload: [UInt8] = []
  ) -> [Exchange] {
    let syn = Exchange(
      time: time, client: client, port: port, outsidePort: outsidePort, proto: 6,
      sequence: sequence, outsideSequence: outsideSequence, flags: 2,
      identification: identification)
    var answer = syn
    answer.time += 1_000_000
    answer.isReply = true
    answer.flags = 0x12
    answer.sequence = ~sequence
    answer.outsideSequence = nil
    answer.identification = 0
    var data = syn
    data.time += 2_000_000
    data.flags = 0x18
    data.sequence &+= 1
    data.outsideSequence = outsideSequence.map { $0 &+ 1 }
    data.identification = identification == 0 ? 0 : identification + 1
    data.payload = payload
    return [syn, answer, data]
  }

  @Test("connections of two clients to one server at the same instant")
  func connections() throws {
    let (lines, counts) = try TwoSidesTests.infer(
      TwoSidesTests.connection(at: 0, port: 5000, outsidePort: 40001, sequence: 12345)
        + TwoSidesTests.connection(
          at: 0, client: .client2, port: 5000, outsidePort: 40000, sequence: 99999))
    #expect(
      lines == [
        "100.64.0.1:5000 203.0.113.1:40001 3", "100.64.0.2:5000 203.0.113.1:40000 3",
      ])
    #expect(counts.ambiguous == 0)
    #expect(counts.leastConfidence >= 9999)
  }

  @Test("clocks that are hours apart are compared first", arguments: [-3, 3] as [Int64])
  func clocks(hours: Int64) throws {
    let exchanges = (0..<20).flatMap { index in
      TwoSidesTests.connection(
        at: Int64(index) * TwoSidesTests.second, port: 5000 + index, outsidePort: 40000 - index,
        sequence: UInt32(index) &* 77777)
    }
    let (lines, counts) = try TwoSidesTests.infer(
      exchanges, shift: hours * 3600 * TwoSidesTests.second)
    #expect(lines.count == 20)
    #expect(counts.clockOffset == hours * 3600 * TwoSidesTests.second + 50_000)
  }

  @Test("a NAT that rewrites sequence numbers is seen through by identification and payload")
  func rewritten() throws {
    let (lines, _) = try TwoSidesTests.infer(
      TwoSidesTests.connection(
        at: 0, port: 5000, outsidePort: 40001, sequence: 1, outsideSequence: 4_000_000_000,
        identification: 500, payload: Array("a request".utf8)))
    #expect(lines == ["100.64.0.1:5000 203.0.113.1:40001 3"])
  }

  @Test("datagrams that cannot be told apart are ambiguous, not guessed")
  func ambiguous() throws {
    let same = Array("ping".utf8)
    let (lines, counts) = try TwoSidesTests.infer([
      Exchange(time: 0, client: .client, port: 5000, outsidePort: 40001, payload: same),
      Exchange(time: 1000, client: .client2, port: 5000, outsidePort: 40000, payload: same),
    ])
    #expect(lines.isEmpty)
    #expect(counts.ambiguous == 2)
    #expect(counts.outsideOnly == 2)
    let (told, _) = try TwoSidesTests.infer([
      Exchange(
        time: 0, client: .client, port: 5000, outsidePort: 40001, identification: 7, payload: same),
      Exchange(
        time: 1000, client: .client2, port: 5000, outsidePort: 40000, identification: 9,
        payload: same),
    ])
    #expect(told.count == 2)
  }

  @Test("nothing in common is no binding")
  func unmatched() throws {
    var exchange = Exchange(time: 0)
    exchange.identification = 5
    exchange.outsideIdentification = 6
    let (lines, counts) = try TwoSidesTests.infer([exchange])
    #expect(lines.isEmpty)
    #expect(counts.insideOnly == 1)
    #expect(counts.outsideOnly == 1)
  }

  @Test("a mapping that ended in a pause gives two bindings; the same one again gives one")
  func pause() throws {
    func datagrams(_ outsidePorts: [Int]) -> [Exchange] {
      outsidePorts.enumerated().flatMap { index, port in
        (0..<3).map { number in
          Exchange(
            time: Int64(index) * 20 * TwoSidesTests.second + Int64(number) * 1_000_000,
            outsidePort: port, identification: 100 + index * 10 + number, payload: [UInt8(number)])
        }
      }
    }
    let (two, _) = try TwoSidesTests.infer(datagrams([40000, 40007]))
    #expect(
      two == ["100.64.0.1:5000 203.0.113.1:40000 3", "100.64.0.1:5000 203.0.113.1:40007 3"])
    let (one, _) = try TwoSidesTests.infer(datagrams([40000, 40000]))
    #expect(one == ["100.64.0.1:5000 203.0.113.1:40000 6"])
  }

  @Test("DS-Lite: equal addresses behind two softwires are two subscribers, told by their B4")
  func softwires() throws {
    var first = Exchange(time: 0, outsidePort: 40000, identification: 7, payload: [1])
    first.softwire = IPAddress(high: 0x2001_0db8_0001_0000, low: 1)
    var second = Exchange(time: 5000, outsidePort: 40001, identification: 9, payload: [2])
    second.softwire = IPAddress(high: 0x2001_0db8_0002_0000, low: 1)
    let (lines, _) = try TwoSidesTests.infer([first, second])
    #expect(
      lines == [
        "2001:db8:1::1 100.64.0.1:5000 203.0.113.1:40000 1",
        "2001:db8:2::1 100.64.0.1:5000 203.0.113.1:40001 1",
      ])
  }

  @Test("what passes without translation is no binding")
  func untranslated() throws {
    var exchange = Exchange(time: 0, client: TwoSidesTests.nat, port: 40000, identification: 5)
    exchange.payload = Array("unique".utf8)
    let (lines, counts) = try TwoSidesTests.infer([exchange])
    #expect(lines.isEmpty)
    #expect(counts.untranslated == 1)
  }

  @Test(
    "random traffic behind a random NAT: all found, none wrong", arguments: 0..<5 as Range<UInt64>)
  func random(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var exchanges: [Exchange] = []
    var expected: Set<String> = []
    for index in 0..<300 {
      let client = IPAddress(ipv4: 0x6440_0000 + UInt32.random(in: 1...20, using: &random))
      let port = Int.random(in: 32768...60999, using: &random)
      let outsidePort = 1024 + index
      exchanges += TwoSidesTests.connection(
        at: Int64.random(in: 0...10_000_000_000, using: &random), client: client, port: port,
        outsidePort: outsidePort, sequence: UInt32.random(in: 0...UInt32.max, using: &random))
      expected.insert("\(client):\(port) 203.0.113.1:\(outsidePort) 3")
    }
    exchanges.sort { $0.time < $1.time }
    let (lines, counts) = try TwoSidesTests.infer(exchanges)
    #expect(Set(lines) == expected)
    #expect(counts.ambiguous == 0)
  }

  @Test("sides are told by private addresses")
  func sides() throws {
    #expect(try TwoSides.side(of: LabRecording("wide-pool").path("inside.pcap.zst")) == .inside)
    #expect(try TwoSides.side(of: LabRecording("wide-pool").path("outside.pcap.zst")) == .outside)
  }
}
