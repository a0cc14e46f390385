package import NATModel

/// The traffic of one home from its own capture, as a provider meets it: from one address.
///
/// Keeps the flows to the Internet over IPv4 and the names seen; the devices of the home become one
/// subscriber. Memory grows with the flows.
package struct HouseholdTraffic: EventSink {
  /// The address that the provider knows the home by (RFC 6598).
  package static let home = IPAddress(ipv4: 0x6440_0002)

  private var flows: [Event] = []
  private var names: [Event] = []
  private let isWanted: @Sendable () -> Bool

  /// Nothing received; `isWanted` says, after each batch, whether more is.
  package init(isWanted: @escaping @Sendable () -> Bool = { true }) { self.isWanted = isWanted }

  /// Keeps the flows and names of a batch.
  package mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    for event in batch.events {
      switch event.kind {
      case .flow: flows.append(event)
      case .name: names.append(event)
      default: break
      }
    }
    return isWanted()
  }

  /// What came of a capture.
  package struct Seen: Sendable {
    /// Flows to the Internet over IPv4, in order, all from ``home``.
    package var flows: [Event] = []
    /// Names that the home saw.
    package var names: [Event] = []
    /// What was counted.
    package var counts = Portrait.Traffic()
  }

  /// The home's part of what was received.
  package func seen() -> Seen {
    var seen = Seen()
    var devices: Set<IPAddress> = []
    let isOwn = ownAddresses()
    for flow in flows {
      guard isOwn(flow.inside), flow.has([.inside, .destination]),
        !flow.destination.isInsideRange, !flow.destination.isGroup
      else {
        seen.counts.others += 1
        continue
      }
      guard flow.inside.isIPv4, flow.destination.isIPv4 else {
        seen.counts.overIPv6 += 1
        continue
      }
      devices.insert(flow.inside)
      seen.flows.append(flow.atHome)
      let start = flow.fields.contains(.start) ? min(flow.start, flow.time) : flow.time
      let known = seen.counts.span ?? TimeSpan(start: start, end: flow.time)
      seen.counts.span = TimeSpan(start: min(known.start, start), end: max(known.end, flow.time))
    }
    seen.counts.devices = devices.count
    seen.counts.connections = seen.flows.count
    seen.names = names.filter { isOwn($0.inside) }.map(\.atHome)
    return seen
  }

  /// Which addresses are the home's: private ones, and for IPv6 the addresses that open connections;
  /// in a capture without private ones the address that opens most.
  private func ownAddresses() -> (IPAddress) -> Bool {
    if flows.contains(where: { $0.inside.isIPv4 && $0.inside.isInsideRange }) {
      return { $0.isInsideRange || !$0.isIPv4 }
    }
    var counts: [IPAddress: Int] = [:]
    for flow in flows where flow.inside.isIPv4 { counts[flow.inside, default: 0] += 1 }
    let most = counts.max {
      $0.value == $1.value ? $0.key > $1.key : $0.value < $1.value
    }?.key
    return { $0 == most || !$0.isIPv4 }
  }
}

extension Event {
  /// The same event with the home's one address.
  fileprivate var atHome: Event {
    var event = self
    event.inside = HouseholdTraffic.home
    return event
  }
}

extension IPAddress {
  /// True for addresses of several receivers: multicast and the limited broadcast (RFC 1112, 919),
  /// IPv6 multicast (RFC 4291).
  fileprivate var isGroup: Bool {
    isIPv4 ? ipv4 >> 28 == 0xe || ipv4 == .max : high >> 56 == 0xff
  }
}
