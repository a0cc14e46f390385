import NATModel
import Testing

@testable import PacketCapture

@Suite struct FlowTableTests {
  static let second: Int64 = 1_000_000_000

  static func packet(
    _ source: IPAddress, _ sourcePort: UInt16, _ destination: IPAddress, _ destinationPort: UInt16,
    flags: TCPFlags? = nil, sequence: UInt32 = 1, length: Int = 100
  ) -> IPPacket {
    var packet = IPPacket()
    packet.source = source
    packet.destination = destination
    packet.sourcePort = sourcePort
    packet.destinationPort = destinationPort
    packet.proto = flags == nil ? .udp : .tcp
    packet.content = flags == nil ? .udp : .tcp
    packet.tcpFlags = flags ?? []
    packet.sequence = sequence
    packet.length = length
    return packet
  }

  static func table(_ change: (inout FlowTimeouts) -> Void = { _ in }, capacity: Int = 100)
    -> FlowTable
  {
    var timeouts = FlowTimeouts.never
    change(&timeouts)
    return FlowTable(timeouts: timeouts, capacity: capacity)
  }

  /// Feeds packets, one a second unless told, and returns the flows in the order they leave.
  static func flows(
    _ table: FlowTable, _ packets: [(Int64, IPPacket)]
  ) -> (records: [FlowRecord], evicted: UInt64) {
    var table = table
    for (index, (time, packet)) in packets.enumerated() {
      _ = table.add(
        packet, number: UInt64(index + 1), time: Timestamp(nanoseconds: time * second))
    }
    _ = table.finish(upTo: .max)
    return (table.finished, table.evicted)
  }

  @Test("both directions are one flow; octets and packets add up")
  func bothDirections() {
    let out = FlowTableTests.packet(.client, 5000, .server, 443, length: 60)
    let back = FlowTableTests.packet(.server, 443, .client, 5000, length: 1500)
    let flows = FlowTableTests.flows(FlowTableTests.table(), [(1, out), (3, back), (2, out)])
      .records
    #expect(flows.count == 1)
    #expect(flows.first?.bytes == 1620)
    #expect(flows.first?.packets == 3)
    #expect(flows.first?.start == Timestamp(seconds: 1))
    #expect(flows.first?.end == Timestamp(seconds: 3))
    #expect(flows.first?.firstPacket == 1)
  }

  @Test("the initiator: SYN, answer to a SYN, well-known port, first packet")
  func initiator() {
    typealias Suite = FlowTableTests
    func side(_ packet: IPPacket) -> IPAddress? {
      Suite.flows(Suite.table(), [(1, packet)]).records.first.map {
        $0.endpoint($0.initiator).address
      }
    }
    #expect(side(Suite.packet(.server, 80, .client, 5000, flags: .syn)) == .server)
    #expect(side(Suite.packet(.server, 5001, .client, 5000, flags: [.syn, .ack])) == .client)
    #expect(side(Suite.packet(.server, 443, .client, 5000, flags: .ack)) == .client)
    #expect(side(Suite.packet(.server, 53, .client, 5000)) == .client)
    #expect(side(Suite.packet(.server, 5001, .client, 5000)) == .server)
    #expect(side(Suite.packet(.client, 123, .server, 123)) == .client)
  }

  @Test("a SYN seen later corrects the initiator")
  func lateSyn() {
    let answer = FlowTableTests.packet(
      .server, 80, .client, 5000, flags: [.syn, .ack], sequence: 9)
    let syn = FlowTableTests.packet(.client, 5000, .server, 80, flags: .syn, sequence: 4)
    let flows = FlowTableTests.flows(FlowTableTests.table(), [(2, answer), (1, syn)]).records
    #expect(flows.count == 1)
    #expect(flows.first.map { $0.endpoint($0.initiator).address } == .client)
    #expect(flows.first?.start == Timestamp(seconds: 1))
  }

  @Test("a SYN with another sequence number begins a new connection, a repeated one does not")
  func newConnection() {
    func syn(_ sequence: UInt32) -> IPPacket {
      FlowTableTests.packet(.client, 5000, .server, 80, flags: .syn, sequence: sequence)
    }
    let flows = FlowTableTests.flows(
      FlowTableTests.table(), [(1, syn(1)), (2, syn(1)), (3, syn(7)), (4, syn(7))]
    ).records
    #expect(flows.map(\.packets) == [2, 2])
  }

  @Test("silence ends a flow: its own timeout for open, closed and other flows")
  func timeouts() {
    func count(_ packets: [(Int64, IPPacket)]) -> [UInt64] {
      FlowTableTests.flows(
        FlowTableTests.table {
          $0.tcp = 100 * FlowTableTests.second
          $0.closedTCP = 10 * FlowTableTests.second
          $0.other = 20 * FlowTableTests.second
        }, packets
      ).records.map(\.packets)
    }
    let udp = FlowTableTests.packet(.client, 1, .server, 2)
    #expect(count([(0, udp), (20, udp), (41, udp)]) == [2, 1])
    let ack = FlowTableTests.packet(.client, 5000, .server, 80, flags: .ack)
    #expect(count([(0, ack), (100, ack), (201, ack)]) == [2, 1])
    let reset = FlowTableTests.packet(.server, 80, .client, 5000, flags: .rst)
    #expect(count([(0, ack), (1, reset), (12, ack)]) == [2, 1])
    let fin = FlowTableTests.packet(.client, 5000, .server, 80, flags: [.fin, .ack])
    let otherFin = FlowTableTests.packet(.server, 80, .client, 5000, flags: [.fin, .ack])
    #expect(count([(0, fin), (50, ack)]) == [2])
    #expect(count([(0, fin), (1, otherFin), (12, ack)]) == [2, 1])
  }

  @Test("a clock that jumps does not keep flows for ever, nor make a span negative")
  func jumps() {
    let udp = FlowTableTests.packet(.client, 1, .server, 2)
    let table = FlowTableTests.table { $0.other = 20 * FlowTableTests.second }
    let flows = FlowTableTests.flows(
      table, [(100, udp), (4_000_000_000, udp), (101, udp), (90, udp), (-4_000_000_000, udp)]
    ).records
    #expect(flows.map(\.packets) == [1, 1, 2, 1])
    #expect(flows.allSatisfy { $0.start <= $0.end })
  }

  @Test("a long flow is emitted in parts")
  func active() {
    let udp = FlowTableTests.packet(.client, 1, .server, 2)
    let table = FlowTableTests.table { $0.active = 10 * FlowTableTests.second }
    let flows = FlowTableTests.flows(table, (0..<25).map { ($0, udp) }).records
    #expect(flows.map(\.packets) == [11, 11, 3])
    #expect(flows.map(\.firstPacket) == [1, 12, 23])
  }

  @Test("a full table gives up the flow that was silent longest, and counts it")
  func eviction() {
    let packets = (0..<10).map { index in
      (Int64(index), FlowTableTests.packet(.client, UInt16(index), .server, 443))
    }
    let (flows, evicted) = FlowTableTests.flows(FlowTableTests.table(capacity: 3), packets)
    #expect(evicted == 7)
    #expect(flows.map(\.firstPacket) == Array(1...10))
  }

  @Test("agrees with a list that is searched from end to end", arguments: 0..<20 as Range<UInt64>)
  func againstList(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let hosts: [IPAddress] = [.client, .client2, .server, .client6]
    var time: Int64 = 1000
    var packets: [(Int64, IPPacket)] = []
    for _ in 0..<400 {
      time += Int64.random(in: -3...9, using: &random)
      let source = hosts[Int.random(in: 0..<4, using: &random)]
      let destination = hosts[Int.random(in: 0..<4, using: &random)]
      packets.append(
        (
          time,
          FlowTableTests.packet(
            source, UInt16.random(in: 1...2, using: &random), destination,
            UInt16.random(in: 1...2, using: &random), length: 1)
        ))
    }
    var expected: [(key: Set<String>, last: Int64, numbers: [Int])] = []
    for (index, (time, packet)) in packets.enumerated() {
      let key: Set = [
        "\(packet.source) \(packet.sourcePort)", "\(packet.destination) \(packet.destinationPort)",
      ]
      if let open = expected.lastIndex(where: { $0.key == key }),
        abs(time - expected[open].last) <= 30
      {
        expected[open].numbers.append(index + 1)
        expected[open].last = max(expected[open].last, time)
      } else {
        expected.append((key, time, [index + 1]))
      }
    }
    let table = FlowTableTests.table { $0.other = 30 * FlowTableTests.second }
    let flows = FlowTableTests.flows(table, packets).records
    #expect(
      flows.map { [Int($0.firstPacket), Int($0.packets)] }.sorted { $0[0] < $1[0] }
        == expected.map { [$0.numbers[0], $0.numbers.count] })
    #expect(
      flows.map(\.firstPacket) == FlowTableTests.flows(table, packets).records.map(\.firstPacket))
  }
}
