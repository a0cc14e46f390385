import NATModel

/// Fills an event from the values of a record that has been classified.
struct EventBuilder {
  let template: Template
  let exporter: Exporter
  let clock: MessageClock
  /// Longest name that is kept, in octets.
  private static let longestText = 253

  /// Sets everything but the kind and the place.
  func fill(
    _ event: inout Event, _ kind: EventKind, _ roles: EventClassifier.Roles,
    _ values: borrowing RecordValues, _ bytes: Span<UInt8>, _ texts: inout TextTable
  ) {
    let slots = template.slots
    event.exporter = exporter.name
    switch roles {
    case .outbound: fillOutbound(&event, kind, values, &texts)
    case .inbound: fillInbound(&event, values)
    case .outside: fillNokia(&event, kind, values, bytes, &texts)
    case .untranslated: fillUntranslated(&event, values)
    }
    if slots.contains(.proto) {
      event.proto = TransportProtocol(rawValue: UInt8(truncatingIfNeeded: values[.proto]))
      event.fields.insert(.proto)
    }
    if slots.contains(.flow), values[.flow] != 0 {
      event.session = values[.flow]
      event.fields.insert(.session)
    }
    if let bytes = total(values, .octets, .initiatorOctets, .responderOctets) {
      event.bytes = bytes
      event.fields.insert(.bytes)
    }
    if let packets = total(values, .packets, .initiatorPackets, .responderPackets) {
      event.packets = packets
      event.fields.insert(.packets)
    }
    if slots.contains(.user) { fillUser(&event, bytes, values.text(.user), &texts) }
    if !kind.isFlow { fillRealm(&event, values, bytes, &texts) }
  }

  /// The counter of a flow, unless it is 0 and the sum over both directions of the session is not.
  private func total(
    _ values: borrowing RecordValues, _ flow: RecordSlot, _ initiator: RecordSlot,
    _ responder: RecordSlot
  ) -> UInt64? {
    let slots = template.slots
    guard slots.contains(flow) || slots.contains(initiator) else { return nil }
    if slots.contains(flow), values[flow] != 0 || !slots.contains(initiator) {
      return values[flow]
    }
    let back = slots.contains(responder) ? values[responder] : 0
    return values[initiator].addingSaturating(back)
  }

  // MARK: - Endpoints

  private func fillOutbound(
    _ event: inout Event, _ kind: EventKind, _ values: borrowing RecordValues,
    _ texts: inout TextTable
  ) {
    let slots = template.slots
    let hasFour = slots.contains(.source4) && values[.source4] != 0
    event.inside = hasFour ? values.ipv4(.source4) : values.ipv6(.source6)
    event.fields.insert(.inside)
    // DS-Lite: the inside address is one behind a softwire, whose end tells subscribers apart.
    if hasFour, slots.contains(.source6), values.hasIPv6(.source6) {
      event.realm = texts.intern("\(values.ipv6(.source6))")
    }
    let isBlock = kind.isBlock
    if slots.contains(.sourcePort), !isBlock {
      event.insidePort = values.port(.sourcePort)
      event.fields.insert(.insidePort)
    }
    if slots.contains(.postSource4), values[.postSource4] != 0 {
      event.outside = values.ipv4(.postSource4)
      event.fields.insert(.outside)
    } else if slots.contains(.postSource6), values.hasIPv6(.postSource6) {
      event.outside = values.ipv6(.postSource6)
      event.fields.insert(.outside)
    }
    if slots.contains(.postSourcePort), !isBlock, event.fields.contains(.outside) {
      event.outsidePort = values.port(.postSourcePort)
      event.fields.insert(.outsidePort)
    }
    if !isBlock { fillDestination(&event, kind, values) }
  }

  /// The remote endpoint: of NAT64 the IPv4 address that the server has, else as it was addressed.
  private func fillDestination(
    _ event: inout Event, _ kind: EventKind, _ values: borrowing RecordValues
  ) {
    let slots = template.slots
    if slots.contains(.destination4), values[.destination4] != 0 {
      event.destination = values.ipv4(.destination4)
    } else if slots.contains(.postDestination4), values[.postDestination4] != 0 {
      event.destination = values.ipv4(.postDestination4)
    } else if slots.contains(.destination6), values.hasIPv6(.destination6) {
      event.destination = values.ipv6(.destination6)
    } else {
      if !kind.isWhole { event.fields.insert(.binding) }
      return
    }
    event.fields.insert(.destination)
    if slots.contains(.destinationPort) {
      event.destinationPort = values.port(.destinationPort)
      event.fields.insert(.destinationPort)
    } else if slots.contains(.postDestinationPort) {
      event.destinationPort = values.port(.postDestinationPort)
      event.fields.insert(.destinationPort)
    }
  }

  /// Of the destination before and after translation the one that cannot be on the Internet is
  /// inside; if neither or both, the one after.
  private func fillInbound(_ event: inout Event, _ values: borrowing RecordValues) {
    let slots = template.slots
    let before = values.ipv4(.destination4)
    let after = values.ipv4(.postDestination4)
    let beforePort = slots.contains(.destinationPort) ? values.port(.destinationPort) : 0
    let afterPort =
      slots.contains(.postDestinationPort) ? values.port(.postDestinationPort) : beforePort
    let isAfterInside = after.isInsideRange || !before.isInsideRange
    event.inside = isAfterInside ? after : before
    event.outside = isAfterInside ? before : after
    event.insidePort = isAfterInside ? afterPort : beforePort
    event.outsidePort = isAfterInside ? beforePort : afterPort
    event.destination =
      slots.contains(.source4) && values[.source4] != 0
      ? values.ipv4(.source4) : values.ipv6(.source6)
    event.fields.formUnion([.inside, .outside, .destination])
    if slots.contains(.destinationPort) { event.fields.formUnion([.insidePort, .outsidePort]) }
    if slots.contains(.sourcePort) {
      event.destinationPort = values.port(.sourcePort)
      event.fields.insert(.destinationPort)
    }
  }

  /// Source is inside, unless only the destination has an address that cannot be on the Internet.
  private func fillUntranslated(_ event: inout Event, _ values: borrowing RecordValues) {
    let slots = template.slots
    let source =
      slots.contains(.source4) && values[.source4] != 0
      ? values.ipv4(.source4) : values.ipv6(.source6)
    var destination = IPAddress.unspecified
    if slots.contains(.destination4), values[.destination4] != 0 {
      destination = values.ipv4(.destination4)
    } else if slots.contains(.destination6) {
      destination = values.ipv6(.destination6)
    }
    let isReversed = destination.isInsideRange && !source.isInsideRange
    event.inside = isReversed ? destination : source
    event.destination = isReversed ? source : destination
    event.fields.insert(.inside)
    if event.destination != .unspecified { event.fields.insert(.destination) }
    let isICMP =
      slots.contains(.proto)
      && (values[.proto] == UInt64(TransportProtocol.icmp.rawValue)
        || values[.proto] == UInt64(TransportProtocol.icmpv6.rawValue))
    guard slots.contains(.sourcePort), slots.contains(.destinationPort), !isICMP else { return }
    let ports = (values.port(.sourcePort), values.port(.destinationPort))
    event.insidePort = isReversed ? ports.1 : ports.0
    event.destinationPort = isReversed ? ports.0 : ports.1
    event.fields.formUnion([.insidePort, .destinationPort])
  }

  /// Nokia 7750: source is the outside endpoint; `user@inside address` stands in a text.
  private func fillNokia(
    _ event: inout Event, _ kind: EventKind, _ values: borrowing RecordValues,
    _ bytes: Span<UInt8>, _ texts: inout TextTable
  ) {
    let slots = template.slots
    if slots.contains(.source4), values[.source4] != 0 {
      event.outside = values.ipv4(.source4)
      event.fields.insert(.outside)
    }
    if slots.contains(.sourcePort) {
      event.outsidePort = values.port(.sourcePort)
      event.fields.insert(.outsidePort)
    }
    fillDestination(&event, kind, values)
    let range = values.text(.natSubscriber)
    var at = range.upperBound
    while at > range.lowerBound, bytes[at - 1] != UInt8(ascii: "@") { at -= 1 }
    var end = range.upperBound
    while end > at, bytes[end - 1] == 0 { end -= 1 }
    if let address = IPAddress(EventBuilder.string(bytes, at..<end)) {
      event.inside = address
      event.fields.insert(.inside)
      fillUser(&event, bytes, range.lowerBound..<max(range.lowerBound, at - 1), &texts)
    } else {
      fillUser(&event, bytes, range, &texts)
    }
  }

  // MARK: - Texts

  private func fillUser(
    _ event: inout Event, _ bytes: Span<UInt8>, _ range: Range<Int>, _ texts: inout TextTable
  ) {
    let end = EventBuilder.endOfText(bytes, range)
    guard end > range.lowerBound else { return }
    event.subscriber = texts.intern(bytes.extracting(range.lowerBound..<end))
    event.fields.insert(.subscriber)
  }

  /// The address space: the name that the record or an options record gives, else the number.
  ///
  /// VRF 0 is the default and has none.
  private func fillRealm(
    _ event: inout Event, _ values: borrowing RecordValues, _ bytes: Span<UInt8>,
    _ texts: inout TextTable
  ) {
    if template.slots.contains(.vrfName) {
      let range = values.text(.vrfName)
      let end = EventBuilder.endOfText(bytes, range)
      if end > range.lowerBound {
        event.realm = texts.intern(bytes.extracting(range.lowerBound..<end))
      }
      return
    }
    guard template.slots.contains(.vrf), event.realm == .none else { return }
    let number = UInt32(truncatingIfNeeded: values[.vrf])
    guard number != 0 else { return }
    if let known = exporter.vrfNames[number] ?? exporter.vrfNumbers[number] {
      event.realm = known
    } else {
      event.realm = texts.intern("vrf \(number)")
      if exporter.vrfNumbers.count < 1 << 16 { exporter.vrfNumbers[number] = event.realm }
    }
  }

  /// The end of a text without the NULs that pad it, at most ``longestText`` octets.
  static func endOfText(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var end = range.lowerBound
    let limit = min(range.upperBound, range.lowerBound + longestText)
    while end < limit, bytes[end] != 0 { end += 1 }
    return end
  }

  private static func string(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var text: [UInt8] = []
    for index in range.prefix(64) { text.append(bytes[index]) }
    return String(decoding: text, as: UTF8.self)
  }
}

extension UInt64 {
  /// The sum, or the greatest value if it would not fit.
  fileprivate func addingSaturating(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

/// Switches, because `==` of an enumeration with texts compares the texts.
extension EventKind {
  /// True for what happens to a range of ports.
  @inline(__always)
  var isBlock: Bool {
    switch self {
    case .blockAllocate, .blockRelease, .blockInterim: true
    default: false
    }
  }

  /// True for a flow without translation.
  @inline(__always)
  var isFlow: Bool {
    switch self {
    case .flow: true
    default: false
    }
  }

  /// True for one record of a whole session or flow.
  @inline(__always)
  var isWhole: Bool {
    switch self {
    case .session, .flow: true
    default: false
    }
  }

  /// True for the end of a session or block.
  @inline(__always)
  var isClose: Bool {
    switch self {
    case .sessionClose, .blockRelease: true
    default: false
    }
  }
}
