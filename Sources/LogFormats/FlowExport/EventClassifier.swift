import NATModel

/// Says what one data record is, by the fields it has first and by the numbers in it second.
struct EventClassifier {
  /// What a record is.
  enum Verdict {
    /// An event: its kind, and whose endpoint is where.
    case event(EventKind, Roles)
    /// Something counted beside the events.
    case notice(ExportNotice)
    /// A record of nothing that has an address: a flow between stations, an interface's counters.
    case skip
    /// A record that should be an event and lacks what it needs.
    case reject(RejectReason)
  }

  /// Which fields hold the inside, outside and remote endpoint.
  enum Roles {
    /// Source is inside, its translation outside, destination remote.
    case outbound
    /// Destination is outside, its translation inside, source remote: somebody connects to a host
    /// behind a static translation.
    case inbound
    /// Source is outside, the inside address stands in a text, destination remote (Nokia).
    case outside
    /// Nothing is translated.
    case untranslated
  }

  private static let anyPost = SlotSet(
    .postSource4, .postSource6, .postDestination4, .postDestination6)
  private static let anyPort = SlotSet(.sourcePort, .postSourcePort)
  private static let anySize = SlotSet(.rangeLast, .rangeCount)

  let slots: SlotSet
  var numbering: NATEventNumbering

  /// The verdict on a record.
  func judge(_ values: borrowing RecordValues) -> Verdict {
    if slots.contains(.quotaEvent), values[.quotaEvent] != 0 {
      return .notice(.quotaExceeded(EventClassifier.limit(values[.quotaEvent])))
    }
    if slots.contains(.thresholdEvent), values[.thresholdEvent] != 0 {
      return .notice(.thresholdReached(EventClassifier.limit(values[.thresholdEvent])))
    }
    if slots.contains(.natEvent) { return natEvent(values) }
    if slots.contains(.firewallEvent), slots.intersects(EventClassifier.anyPost) {
      return firewallEvent(values)
    }
    if slots.contains(.natSubscriber) {
      return .event(slots.contains(.end) ? .sessionClose : .sessionOpen, .outside)
    }
    if hasRange(values) {
      return .event(slots.contains(.end) ? .blockRelease : .blockAllocate, .outbound)
    }
    return flow(values)
  }

  // MARK: - natEvent

  private func natEvent(_ values: borrowing RecordValues) -> Verdict {
    let number = UInt8(truncatingIfNeeded: values[.natEvent])
    let meaning = numbering.meaning(of: number)
    if hasRange(values) { return block(number, meaning, values) }
    guard hasSource(values) else { return withoutSource(values, number, meaning) }
    guard slots.intersects(EventClassifier.anyPort) else {
      let isRelease = meaning == .addressBindingDelete || meaning == .delete
      return .notice(isRelease ? .addressBindingDeleted : .addressBindingCreated)
    }
    switch meaning {
    case .create: return .event(.sessionOpen, sessionRoles(values))
    case .delete: return .event(.sessionClose, sessionRoles(values))
    case .addressesExhausted: return .notice(.addressesExhausted)
    case .portsExhausted: return .notice(.portsExhausted)
    case .quotaExceeded: return .notice(.quotaExceeded(0))
    case .thresholdReached: return .notice(.thresholdReached(0))
    case .addressBindingCreate: return .notice(.addressBindingCreated)
    case .addressBindingDelete: return .notice(.addressBindingDeleted)
    // A block whose range the record leaves out says nothing that could be kept.
    case .blockAllocate, .blockRelease: return .reject(.missingField)
    case .other: return .notice(.unassigned(number))
    }
  }

  /// A record with a range of ports is a block whatever its number: only given or taken is asked.
  private func block(
    _ number: UInt8, _ meaning: NATEventNumbering.Meaning, _ values: borrowing RecordValues
  ) -> Verdict {
    guard hasSource(values) else { return .reject(.missingField) }
    switch number {
    case 0: return .event(.blockInterim, .outbound)
    case 1, 2: return .event(number == 1 ? .blockAllocate : .blockRelease, .outbound)
    case 3: return .notice(.addressesExhausted)
    default: break
    }
    switch meaning {
    case .portsExhausted: return .notice(.portsExhausted)
    case .thresholdReached: return .notice(.thresholdReached(0))
    default:
      return .event(number.isMultiple(of: 2) ? .blockAllocate : .blockRelease, .outbound)
    }
  }

  private func withoutSource(
    _ values: borrowing RecordValues, _ number: UInt8, _ meaning: NATEventNumbering.Meaning
  ) -> Verdict {
    if number == 3 { return .notice(.addressesExhausted) }
    if hasPostSource(values) {
      return meaning == .create || meaning == .delete
        ? .reject(.missingField) : .notice(.portsExhausted)
    }
    switch meaning {
    case .create, .delete:
      return slots.contains(.pool)
        ? .notice(.addressesExhausted)
        : .reject(.missingField)
    case .portsExhausted: return .notice(.portsExhausted)
    case .quotaExceeded: return .notice(.quotaExceeded(0))
    case .thresholdReached: return .notice(.thresholdReached(0))
    default:
      return slots.contains(.pool)
        ? .notice(.addressesExhausted)
        : .notice(.unassigned(number))
    }
  }

  // MARK: - NSEL and flows

  /// NF_F_FW_EVENT of Cisco ASA ("NetFlow Secure Event Logging", table 1).
  private func firewallEvent(_ values: borrowing RecordValues) -> Verdict {
    let isConnection = values[.firewallEvent] == 1 || values[.firewallEvent] == 2
    if isConnection, !hasSource(values) { return .reject(.missingField) }
    switch values[.firewallEvent] {
    case 1: return .event(.sessionOpen, sessionRoles(values))
    case 2: return .event(.sessionClose, sessionRoles(values))
    case 3: return .notice(.denied)
    case 5: return .notice(.updated)
    default: return .notice(.alerted)
    }
  }

  private func flow(_ values: borrowing RecordValues) -> Verdict {
    guard hasSource(values) else { return .skip }
    switch roles(values) {
    case .untranslated: return .event(.flow, .untranslated)
    case let roles: return .event(.session, roles)
    }
  }

  // MARK: - Fields

  /// Of a session the source is inside even if nothing was translated.
  private func sessionRoles(_ values: borrowing RecordValues) -> Roles {
    let roles = roles(values)
    return roles == .untranslated ? .outbound : roles
  }

  /// Source is inside unless only the destination was translated.
  private func roles(_ values: borrowing RecordValues) -> Roles {
    guard hasPostSource(values) else {
      return isDestinationTranslated(values) ? .inbound : .untranslated
    }
    if !isSourceTranslated(values), isDestinationTranslated(values) { return .inbound }
    return .outbound
  }

  private func isSourceTranslated(_ values: borrowing RecordValues) -> Bool {
    if slots.contains(.postSource4), slots.contains(.source4), values[.postSource4] != 0 {
      if values[.postSource4] != values[.source4] { return true }
      return slots.contains(.postSourcePort) && slots.contains(.sourcePort)
        && values[.postSourcePort] != 0 && values[.postSourcePort] != values[.sourcePort]
    }
    if slots.contains(.postSource6), slots.contains(.source6) {
      return values.ipv6(.postSource6) != values.ipv6(.source6)
    }
    return hasPostSource(values)
  }

  private func isDestinationTranslated(_ values: borrowing RecordValues) -> Bool {
    guard slots.contains(.postDestination4), slots.contains(.destination4),
      values[.postDestination4] != 0, values[.destination4] != 0
    else { return false }
    return values[.postDestination4] != values[.destination4]
  }

  private func hasSource(_ values: borrowing RecordValues) -> Bool {
    (slots.contains(.source4) && values[.source4] != 0)
      || (slots.contains(.source6) && values.hasIPv6(.source6))
  }

  private func hasPostSource(_ values: borrowing RecordValues) -> Bool {
    (slots.contains(.postSource4) && values[.postSource4] != 0)
      || (slots.contains(.postSource6) && values.hasIPv6(.postSource6))
  }

  private func hasRange(_ values: borrowing RecordValues) -> Bool {
    guard slots.contains(.rangeFirst) else { return false }
    return values[.rangeFirst] != 0 || (slots.contains(.rangeLast) && values[.rangeLast] != 0)
      || (slots.contains(.rangeCount) && values[.rangeCount] != 0)
  }

  /// Older exporters (VPP) send the value in their own byte order: 0x05000000 is 5.
  private static func limit(_ value: UInt64) -> UInt8 {
    UInt8(clamping: value & 0xffffff == 0 && value >> 24 <= 255 ? value >> 24 : value)
  }
}

extension EventClassifier {
  /// What a record's fields and number say for one numbering or the other; see ``Exporter``.
  func vote(
    _ values: borrowing RecordValues, for votes: inout (registry: Int, draft02: Int, neutral: Int)
  ) {
    guard slots.contains(.natEvent) else { return }
    let number = values[.natEvent]
    if hasRange(values) {
      switch number {
      case 14, 15: votes.draft02 += 1
      case 16, 17: votes.registry += 1
      default: votes.neutral += 1
      }
      return
    }
    guard hasSource(values), slots.intersects(EventClassifier.anyPort) else {
      votes.neutral += 1
      return
    }
    // IPv6 inside is NAT64: sessions 6 and 7 in the registry and 4 and 5 in the draft, bindings 10
    // and 11, and 8 and 9. IPv4 inside is NAT44: sessions 4 and 5, and 1 and 2; bindings 8 and 9, and
    // 6 and 7.
    let isSix =
      !(slots.contains(.source4) && values[.source4] != 0) && slots.contains(.source6)
      && values.hasIPv6(.source6)
    switch number {
    case 4, 5, 8, 9: if isSix { votes.draft02 += 1 } else { votes.registry += 1 }
    case 6, 7: if isSix { votes.registry += 1 } else { votes.draft02 += 1 }
    case 10, 11: if isSix { votes.registry += 1 } else { votes.neutral += 1 }
    default: votes.neutral += 1
    }
  }
}
