/// An abstract data type of information elements (RFC 7011 section 6.1, RFC 6313 section 4.5).
package enum ElementType: Sendable, BitwiseCopyable {
  /// Any unsigned integer; may be sent in fewer octets (RFC 7011 section 6.2).
  case unsigned
  /// An IPv4 address, 4 octets.
  case ipv4Address
  /// An IPv6 address, 16 octets.
  case ipv6Address
  /// Text in UTF-8; vendors pad it with NUL.
  case string
  /// Octets without meaning here: MAC addresses, labels, padding.
  case octets
  /// Seconds since 1970, 4 octets.
  case seconds
  /// Milliseconds since 1970, 8 octets.
  case milliseconds
  /// Seconds since 1900 and a binary fraction, 8 octets (RFC 5905 section 6); micro- or nanoseconds.
  case ntp
  /// Milliseconds of the exporter's uptime, 4 octets (RFC 3954 section 8).
  case uptime
  /// Microseconds before the export time, 4 octets (RFC 5102 section 5.9.8).
  case microsecondsBefore
  /// A list of RFC 6313; passed over by its length.
  case list

  /// True if a field of this type may have a length, in octets.
  ///
  /// What an exporter sends with another length is passed over and not read as this type: a length
  /// is a claim of the exporter.
  func allows(length: Int) -> Bool {
    switch self {
    case .unsigned: (1...8).contains(length)
    case .ipv4Address, .uptime, .microsecondsBefore: length == 4
    case .ipv6Address: length == 16
    case .seconds: length == 4 || length == 8
    case .milliseconds, .ntp: length == 8
    case .string, .octets, .list: true
    }
  }
}
