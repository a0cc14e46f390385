import NATModel

/// Events of each kind with everything set that is the same for all of a NAT's events.
///
/// Copying one and filling in the rest is several times faster than building an event field by
/// field for every session.
struct EventTemplates: Sendable {
  let open: Event
  let close: Event
  let bindingOpen: Event
  let bindingClose: Event

  init(_ settings: NATSettings) {
    func template(_ kind: EventKind, _ fields: EventFields) -> Event {
      var event = Event(kind)
      event.fields = fields.union([.time, .inside, .insidePort, .outside, .outsidePort, .proto])
      event.inside = IPAddress(ipv4: 0)
      event.outside = IPAddress(ipv4: 0)
      if fields.contains(.destination) { event.destination = IPAddress(ipv4: 0) }
      event.exporter = settings.exporter
      return event
    }
    open = template(.sessionOpen, [.destination, .destinationPort, .session])
    close = template(
      settings.records == .single ? .session : .sessionClose,
      [.start, .destination, .destinationPort, .session])
    bindingOpen = template(.sessionOpen, .binding)
    bindingClose = template(.sessionClose, [.start, .binding])
  }

  /// Puts an IPv4 address where the template has 0.0.0.0.
  @inline(__always)
  static func fill(_ address: inout IPAddress, _ value: UInt32) {
    address.low = 0xffff_0000_0000 | UInt64(value)
  }
}
