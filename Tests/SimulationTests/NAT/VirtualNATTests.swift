import NATModel
import Simulation
import Testing

@Suite struct VirtualNATTests {
  private func flow(_ number: UInt64, start: Int64, end: Int64) -> Event {
    var event = Event(.flow)
    event.fields = [
      .time, .start, .inside, .insidePort, .destination, .destinationPort, .proto, .bytes,
    ]
    event.start = Timestamp(nanoseconds: start)
    event.time = Timestamp(nanoseconds: end)
    event.inside = IPAddress(ipv4: 0xc0a8_0102)
    event.insidePort = 40_000 + UInt16(number)
    event.destination = IPAddress(ipv4: 0xc612_0001)
    event.destinationPort = 443
    event.proto = .tcp
    event.bytes = 100 * number
    event.location = SourceLocation(file: 2, record: number)
    return event
  }

  @Test func `flows in any order become sessions that point back at them`() {
    var ipv6 = flow(3, start: 0, end: 1)
    ipv6.destination = IPAddress(high: 1, low: 2)
    var name = Event(.name)
    name.fields = [.time]
    let result = VirtualNAT.translate(
      [flow(1, start: 50, end: 90), ipv6, name, flow(2, start: 10, end: 20)],
      NATSettings(outside: [0xcb00_7101]))
    #expect(result.passedOver == 1 && result.statistics.sessions == 2)
    let opens = result.events.filter { $0.kind == .sessionOpen }
    #expect(opens.map(\.location.record) == [2, 1] && opens.map(\.location.file) == [2, 2])
    #expect(opens.map(\.time.nanoseconds) == [10, 50])
    let closes = result.events.filter { $0.kind == .sessionClose }
    #expect(closes.map(\.bytes) == [200, 100])
    #expect(closes.allSatisfy { $0.fields.contains(.bytes) && !$0.fields.contains(.packets) })
  }
}
