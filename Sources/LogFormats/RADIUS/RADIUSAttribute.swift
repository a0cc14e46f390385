/// An attribute that accounting is read from, and what it tells.
///
/// Attributes are a table, as information elements are: where they stand on the wire, and their role.
struct RADIUSAttribute: Sendable {
  /// Where an attribute stands.
  enum Place: Hashable, Sendable {
    /// An attribute of its own (RFC 2865 section 5).
    case standard(UInt8)
    /// Inside Vendor-Specific, 26 (RFC 2865 section 5.26): enterprise, type.
    case vendor(UInt32, UInt8)
    /// An extended attribute (RFC 6929 section 2.1): 241 to 244, type.
    case extended(UInt8, UInt8)
  }

  /// What it tells.
  enum Role: Sendable {
    case user, caller, device, deviceAddress4, deviceAddress6
    case framedAddress4, framedAddress6
    case status, delay, session, sessionTime, eventTime
    case blockOutside, blockFirst, blockLast
    /// Nokia's `address first-last router`.
    case blockText
    /// TLVs of RFC 8045.
    case portRange
  }

  let place: Place
  let role: Role

  /// The table: RFC 2865 and 2866, 2869 (55), 3162 (95), 6911 (168), 8045 (241.6), and the vendors'
  /// dictionaries (Huawei 2011, Nokia 6527, NetElastic 54268).
  static let all: [RADIUSAttribute] = [
    RADIUSAttribute(place: .standard(1), role: .user),
    RADIUSAttribute(place: .standard(4), role: .deviceAddress4),
    RADIUSAttribute(place: .standard(8), role: .framedAddress4),
    RADIUSAttribute(place: .standard(31), role: .caller),
    RADIUSAttribute(place: .standard(32), role: .device),
    RADIUSAttribute(place: .standard(40), role: .status),
    RADIUSAttribute(place: .standard(41), role: .delay),
    RADIUSAttribute(place: .standard(44), role: .session),
    RADIUSAttribute(place: .standard(46), role: .sessionTime),
    RADIUSAttribute(place: .standard(55), role: .eventTime),
    RADIUSAttribute(place: .standard(95), role: .deviceAddress6),
    RADIUSAttribute(place: .standard(168), role: .framedAddress6),
    RADIUSAttribute(place: .extended(241, 6), role: .portRange),
    RADIUSAttribute(place: .vendor(2011, 161), role: .blockOutside),
    RADIUSAttribute(place: .vendor(2011, 162), role: .blockFirst),
    RADIUSAttribute(place: .vendor(2011, 163), role: .blockLast),
    RADIUSAttribute(place: .vendor(6527, 121), role: .blockText),
    RADIUSAttribute(place: .vendor(54268, 161), role: .blockOutside),
    RADIUSAttribute(place: .vendor(54268, 162), role: .blockFirst),
    RADIUSAttribute(place: .vendor(54268, 163), role: .blockLast),
  ]

  private static let byPlace = Dictionary(uniqueKeysWithValues: all.map { ($0.place, $0.role) })

  /// The role of the attribute at a place, or `nil`.
  static func role(at place: Place) -> Role? { byPlace[place] }
}
