import Evidence
import NATModel
import Testing

/// Whose connections a capture of a home holds.
@Suite struct HouseholdTrafficTests {
  private func flow(_ inside: IPAddress, _ destination: IPAddress, at second: Int64) -> Event {
    var event = Event(.flow)
    event.fields = [.time, .inside, .destination]
    event.inside = inside
    event.destination = destination
    event.time = Timestamp(nanoseconds: second * 1_000_000_000)
    return event
  }

  private func seen(_ flows: [Event]) -> HouseholdTraffic.Seen {
    var traffic = HouseholdTraffic()
    _ = traffic.receive(EventBatch(events: flows), texts: TextTable())
    return traffic.seen()
  }

  private let laptop = IPAddress(ipv4: 0xc0a8_0102)
  private let printer = IPAddress(ipv4: 0xc0a8_0103)
  private let server = IPAddress(ipv4: 0xc633_6407)
  private let line = IPAddress(ipv4: 0xcb00_7105)
  private let six = IPAddress(high: 0x2001_0db8_0000_0000, low: 1)
  private let sixServer = IPAddress(high: 0x2001_0db8_0001_0000, low: 1)

  @Test func `private addresses are the home's, and become one`() {
    let got = seen([
      flow(laptop, server, at: 10), flow(printer, server, at: 30), flow(laptop, printer, at: 20),
      flow(server, laptop, at: 25),
    ])
    #expect(got.flows.map(\.inside) == [HouseholdTraffic.home, HouseholdTraffic.home])
    #expect(got.counts.devices == 2 && got.counts.connections == 2 && got.counts.others == 2)
    #expect(got.counts.span?.start == Timestamp(nanoseconds: 10_000_000_000))
    #expect(got.counts.span?.end == Timestamp(nanoseconds: 30_000_000_000))
  }

  @Test func `without private addresses the one that opens most is the line's`() {
    let got = seen([
      flow(line, server, at: 1), flow(line, server, at: 2), flow(server, line, at: 3),
    ])
    #expect(got.counts.devices == 1 && got.counts.connections == 2 && got.counts.others == 1)
  }

  @Test func `IPv6 passes no translator, and groups are no destinations`() {
    let group = IPAddress(ipv4: 0xe000_00fb)
    let got = seen([
      flow(laptop, server, at: 1), flow(six, sixServer, at: 2), flow(laptop, group, at: 3),
    ])
    #expect(got.counts.overIPv6 == 1 && got.counts.others == 1)
    #expect(got.counts.devices == 1 && got.counts.connections == 1)
  }
}
