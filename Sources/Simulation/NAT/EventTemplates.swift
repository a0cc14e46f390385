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
      event.inside = settings.insideFamily.address(0)
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

  /// Puts the rest into a copy of a template.
  @inline(__always)
  static func fill(
    _ event: inout Event, _ mapping: NATEngine.Mapping, _ session: NATEngine.Session?,
    _ client: NATEngine.Client, _ family: InsideFamily, _ outside: UInt32, _ time: Int64
  ) {
    event.time.nanoseconds = time
    event.inside = family.address(client.address)
    // The templates have 0.0.0.0 here.
    event.outside.low = 0xffff_0000_0000 | UInt64(outside)
    event.insidePort = mapping.insidePort
    event.outsidePort = mapping.outsidePort
    event.proto.rawValue = mapping.space == 0 ? 6 : mapping.space == 1 ? 17 : family.icmp.rawValue
    if let session {
      event.start.nanoseconds = session.start
      event.destination.low = 0xffff_0000_0000 | UInt64(session.destination)
      event.destinationPort = session.destinationPort
      event.session = session.id
      event.location.record = session.tag
    } else {
      event.start.nanoseconds = mapping.start
    }
  }
}
