import NATModel

/// Which fields a record of an event has, in order, and the value of natEvent.
///
/// NAT events follow the templates of RFC 8158 section 5, with what else is known of a session after
/// the mandatory fields. Whole sessions and flows are flow records without natEvent.
struct WrittenLayout: Hashable, Sendable {
  /// The fields as a set of bits; their order is that of ``WrittenField``.
  private(set) var bits: UInt32 = 0

  /// The layout for an event, or `nil` if no record can say it.
  ///
  /// `hasTexts` says whether fields of variable length can be written (IPFIX, not NetFlow v9).
  init?(_ event: Event, hasTexts: Bool) {
    guard event.has([.time, .inside]), event.time.nanoseconds >= 0 else { return nil }
    let isCoarse = event.resolution >= 1_000_000_000
    switch event.kind {
    case .sessionOpen, .sessionClose:
      add(isCoarse ? .eventSeconds : .eventMilliseconds)
      add(.natEvent)
      addStart(event, isCoarse)
      addEndpoints(event)
      // Without any port it would be an address binding.
      if !event.has(.insidePort), !event.has(.outsidePort) { add(.insidePort) }
      if event.has(.bytes) { add(.totalOctets) }
      if event.has(.packets) { add(.totalPackets) }
    case .blockAllocate, .blockRelease:
      guard event.has([.outside, .outsidePort, .outsidePortLast]),
        event.outsidePort <= event.outsidePortLast, event.outsidePortLast > 0
      else { return nil }
      add(isCoarse ? .eventSeconds : .eventMilliseconds)
      add(.natEvent)
      if event.kind == .blockRelease { addStart(event, isCoarse) }
      add(event.inside.isIPv4 ? .inside4 : .inside6)
      add(event.outside.isIPv4 ? .outside4 : .outside6)
      add(.rangeFirst)
      add(.rangeLast)
    case .session, .flow:
      guard event.has(.outside) == (event.kind == .session) else { return nil }
      add(isCoarse ? .endSeconds : .endMilliseconds)
      addStart(event, isCoarse)
      addEndpoints(event)
      if event.has(.bytes) { add(event.kind == .flow ? .deltaOctets : .totalOctets) }
      if event.has(.packets) { add(event.kind == .flow ? .deltaPackets : .totalPackets) }
    default: return nil
    }
    if event.has(.proto), !event.kind.isBlock { add(.proto) }
    if event.has(.session), event.session != 0 { add(.flow) }
    guard hasTexts else { return }
    if event.has(.subscriber), event.subscriber != .none { add(.user) }
    if event.realm != .none, event.kind != .flow { add(.vrfName) }
  }

  /// The fields in order.
  var fields: [WrittenField] {
    WrittenField.allCases.filter { bits >> UInt32($0.rawValue) & 1 != 0 }
  }

  /// True if a field is there.
  func contains(_ field: WrittenField) -> Bool { bits >> UInt32(field.rawValue) & 1 != 0 }

  /// The value of natEvent in the registry's numbering.
  static func natEvent(_ event: Event) -> UInt8 {
    switch event.kind {
    case .blockAllocate: return 16
    case .blockRelease: return 17
    default: break
    }
    let isSix = !event.inside.isIPv4
    let open: UInt8 = event.has(.destination) ? (isSix ? 6 : 4) : (isSix ? 10 : 8)
    return event.kind == .sessionOpen ? open : open + 1
  }

  private mutating func add(_ field: WrittenField) { bits |= 1 << UInt32(field.rawValue) }

  private mutating func addStart(_ event: Event, _ isCoarse: Bool) {
    guard event.has(.start), event.start.nanoseconds >= 0, event.kind != .sessionOpen else {
      return
    }
    add(isCoarse ? .startSeconds : .startMilliseconds)
  }

  private mutating func addEndpoints(_ event: Event) {
    add(event.inside.isIPv4 ? .inside4 : .inside6)
    if event.has(.insidePort) { add(.insidePort) }
    if event.has(.outside) {
      add(event.outside.isIPv4 ? .outside4 : .outside6)
      if event.has(.outsidePort) { add(.outsidePort) }
    }
    guard event.has(.destination) else { return }
    if !event.destination.isIPv4 {
      add(.destination6)
    } else {
      // NAT64: the server's address is the one after translation.
      add(event.inside.isIPv4 ? .destination4 : .postDestination4)
    }
    guard event.has(.destinationPort) else { return }
    add(event.destination.isIPv4 && !event.inside.isIPv4 ? .postDestinationPort : .destinationPort)
  }
}
