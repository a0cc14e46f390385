/// A value that is kept of a data record while it is turned into an event.
///
/// Several information elements may fill one slot (a time in seconds or in milliseconds); the table
/// of elements says which. An IPv6 address takes two slots, named after its halves.
package enum RecordSlot: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// Addresses before translation.
  case source4, source6, source6Low, destination4, destination6, destination6Low
  /// Addresses after translation.
  case postSource4, postSource6, postSource6Low
  case postDestination4, postDestination6, postDestination6Low
  /// Ports before and after translation.
  case sourcePort, destinationPort, postSourcePort, postDestinationPort
  /// Protocol number.
  case proto
  /// What happened: natEvent (230), firewallEvent (233), and its extension on Cisco ASA.
  case natEvent, firewallEvent, firewallExtendedEvent
  /// When it happened, began and ended, in nanoseconds since 1970.
  case eventTime, start, end
  /// A range of ports: first, last, step, count.
  case rangeFirst, rangeLast, rangeStep, rangeCount
  /// The exporter's id of the session.
  case flow
  /// Counters of a flow, and of a session in the two directions.
  case octets, packets
  case initiatorOctets, responderOctets, initiatorPackets, responderPackets
  /// Address space of the inside address.
  case vrf, vrfName
  /// NAT pool.
  case pool
  /// What was exceeded, and the limit.
  case quotaEvent, thresholdEvent, limit
  /// Who: a user name, or Nokia's text `user@inside address`.
  case user, natSubscriber
  /// ICMP type and code.
  case icmpType
  /// When the exporter started, in nanoseconds since 1970.
  case systemStart
  /// Sampling: one packet in so many.
  case samplingInterval
  /// The exporter's own counts of what it sent.
  case exportedMessages, exportedRecords

  /// The second word of a value of two words.
  var next: Int { Int(rawValue) + 1 }

  /// Words that a record's values take.
  static let count = 64
}

/// Which slots a template fills.
struct SlotSet: Hashable, Sendable, BitwiseCopyable {
  private(set) var bits: UInt64 = 0

  /// No slots.
  init() {}

  /// Some slots.
  init(_ slots: RecordSlot...) { for slot in slots { insert(slot) } }

  /// True if the slot is filled.
  @inline(__always)
  func contains(_ slot: RecordSlot) -> Bool { bits >> UInt64(slot.rawValue) & 1 != 0 }

  /// True if any of some slots is filled.
  @inline(__always)
  func intersects(_ other: SlotSet) -> Bool { bits & other.bits != 0 }

  /// Adds a slot.
  mutating func insert(_ slot: RecordSlot) { bits |= 1 << UInt64(slot.rawValue) }
}
