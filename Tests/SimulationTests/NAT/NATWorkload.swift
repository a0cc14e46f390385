import NATModel
import Simulation

/// Random flows for engine tests, and what the events say about who held what when.
struct NATWorkload {
  /// What a pair of opening and closing events says.
  struct Holding {
    var inside: IPAddress
    var outside: IPAddress
    var port: UInt16
    var proto: TransportProtocol
    var destination: IPAddress
    var destinationPort: UInt16
    var start: Int64
    var end: Int64
  }

  static let second: Int64 = 1_000_000_000

  /// Flows of some inside addresses at a rate each, in order of time.
  static func flows(
    clients: Int, seconds: Int, perSecond: Double, destinations: Int = 20, seed: UInt64 = 1
  ) -> [Flow] {
    var draws = CounterGenerator(seed: seed, stream: .test)
    var flows: [Flow] = []
    var time = 0.0
    while true {
      time += draws.exponential() / (perSecond * Double(clients))
      guard time < Double(seconds) else { return flows }
      let start = Int64(time * 1e9)
      let proto: TransportProtocol = [.tcp, .tcp, .udp, .icmp][draws.below(4)]
      flows.append(
        Flow(
          start: start, end: start + Int64(draws.exponential() * 20e9),
          inside: 0x6440_0000 + UInt32(draws.below(clients)),
          insidePort: 1024 + UInt16(draws.below(4000)),
          destination: 0xc612_0000 + UInt32(draws.below(destinations)), destinationPort: 443,
          proto: proto, isClosed: draws.chance(0.9), tag: UInt64(flows.count)))
    }
  }

  /// Runs flows through an engine to the end.
  static func run(
    _ flows: [Flow], _ settings: NATSettings
  ) -> (events: [Event], translations: [Translation], statistics: NATStatistics) {
    var engine = NATEngine(settings)
    let translations = flows.map { engine.open($0) }
    engine.drain()
    return (engine.events, translations, engine.statistics)
  }

  /// Sessions from their opening and closing events.
  static func holdings(_ events: [Event]) -> [Holding] {
    events.filter { $0.kind == .sessionClose }.map { event in
      Holding(
        inside: event.inside, outside: event.outside, port: event.outsidePort,
        proto: event.proto, destination: event.destination,
        destinationPort: event.destinationPort, start: event.start.nanoseconds,
        end: event.time.nanoseconds)
    }
  }

  /// A small NAT: two addresses, few ports.
  static func settings(_ behavior: NATBehavior, ports: ClosedRange<UInt16> = 1024...2047)
    -> NATSettings
  {
    var settings = NATSettings(outside: [0xcb00_7101, 0xcb00_7102])
    settings.behavior = behavior
    settings.ports = ports
    settings.insideFirst = 0x6440_0000
    settings.insideCount = 8
    settings.sharing = 4
    settings.blockSize = 32
    return settings
  }
}
