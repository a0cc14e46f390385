package import NATModel

/// A NAT in front of traffic that was recorded inside: what a carrier would have logged about it.
///
/// Everything that comes of it is modelled, and has to be called so.
package enum VirtualNAT {
  /// What came of a recording.
  package struct Result: Sendable {
    /// The NAT's events in order of time; `location`, `bytes` and `packets` are those of the flow.
    package var events: [Event] = []
    /// What the NAT's configuration alone tells.
    package var configuration = NATConfiguration(behavior: .dynamic, outside: [], ranges: [])
    /// What happened in the NAT.
    package var statistics = NATStatistics()
    /// Flows without IPv4 endpoints, ports, protocol or times.
    package var passedOver = 0
  }

  private static let needed: EventFields = [
    .time, .inside, .insidePort, .destination, .destinationPort, .proto,
  ]

  /// Puts flows through a NAT and ends what is open at the end.
  ///
  /// Flows may come in any order; those that begin at the same time keep theirs. A flow without
  /// `start` begins when it ends. Whether a TCP connection was closed is not in a flow and is taken
  /// to be so. Events of other kinds are passed over without being counted.
  /// - Complexity: O(n log n) time, O(n) memory.
  package static func translate(_ events: [Event], _ settings: NATSettings) -> Result {
    var result = Result()
    var flows: [Flow] = []
    for (index, event) in events.enumerated() where event.kind == .flow {
      guard event.has(needed), event.inside.isIPv4, event.destination.isIPv4 else {
        result.passedOver += 1
        continue
      }
      let start = event.fields.contains(.start) ? min(event.start, event.time) : event.time
      flows.append(
        Flow(
          start: start.nanoseconds, end: event.time.nanoseconds, inside: event.inside.ipv4,
          insidePort: event.insidePort, destination: event.destination.ipv4,
          destinationPort: event.destinationPort, proto: event.proto, tag: UInt64(index)))
    }
    flows.sort { ($0.start, $0.tag) < ($1.start, $1.tag) }
    var engine = NATEngine(settings)
    for flow in flows { _ = engine.open(flow) }
    engine.drain()
    result.statistics = engine.statistics
    result.configuration = engine.configuration
    result.events = engine.events.map { logged in
      var event = logged
      guard event.fields.contains(.destination) else {
        event.location.record = 0
        return event
      }
      let flow = events[Int(logged.location.record)]
      event.location = flow.location
      if event.kind != .sessionOpen {
        event.bytes = flow.bytes
        event.packets = flow.packets
        event.fields.formUnion(flow.fields.intersection([.bytes, .packets]))
      }
      return event
    }
    return result
  }

  /// The session records that a NAT with such parameters would write of one TCP and one UDP
  /// connection: to see whether a format has records for them.
  package static func sample(_ values: ParameterValues) -> [Event] {
    var settings = NATSettings(values, outside: [AddressRanges.outside(0)], seed: 1)
    settings.behavior = .dynamic
    var engine = NATEngine(settings)
    for proto in [TransportProtocol.tcp, .udp] {
      let second: Int64 = 1_000_000_000
      _ = engine.open(
        Flow(
          start: 1_800_000_000 * second, end: 1_800_000_009 * second, inside: AddressRanges.inside,
          insidePort: 40_000, destination: AddressRanges.destination(0), destinationPort: 443,
          proto: proto))
    }
    engine.drain()
    return engine.events
  }
}
