/// QUIC versions whose Initial packets can be opened, by how these are protected.
///
/// The salts are those of RFC 9001 section 5.2, RFC 9369 section 3.3.1 and the drafts of RFC 9001.
enum QUICVersion: UInt8, CaseIterable, BitwiseCopyable {
  /// Version 1 (RFC 9000) and drafts 33 and 34.
  case one
  /// Version 2 (RFC 9369), with numbers of its own for the packet types.
  case two
  /// Drafts 29 to 32.
  case draft29
  /// Drafts 23 to 28.
  case draft23

  /// How the versions with a number protect their Initials; empty for unknown numbers.
  ///
  /// The numbers reserved to force a negotiation (RFC 9000 section 15) have no protection of their
  /// own: clients use that of the version they prefer, so each in turn may be the right one.
  static func candidates(number: UInt32) -> [QUICVersion] {
    switch number {
    case 1, 0xff00_0021, 0xff00_0022: [.one]
    case 0x6b33_43cf: [.two]
    case 0xff00_001d...0xff00_0020: [.draft29]
    case 0xff00_0017...0xff00_001c: [.draft23]
    case _ where number & 0x0f0f_0f0f == 0x0a0a_0a0a: [.one, .draft29, .draft23]
    default: []
    }
  }

  /// True if packets with this number may be opened.
  @inline(__always)
  static func isKnown(number: UInt32) -> Bool {
    number == 1 || number == 0x6b33_43cf || 0xff00_0017...0xff00_0022 ~= number
      || number & 0x0f0f_0f0f == 0x0a0a_0a0a
  }

  /// What the secrets of Initials are extracted with.
  var salt: [UInt8] {
    switch self {
    case .one:
      [
        0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34, 0xb3, 0x4d, 0x17, 0x9a, 0xe6, 0xa4, 0xc8, 0x0c,
        0xad, 0xcc, 0xbb, 0x7f, 0x0a,
      ]
    case .two:
      [
        0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6, 0xdb, 0x81, 0x93, 0x81, 0xbe, 0x6e, 0x26, 0x9d,
        0xcb, 0xf9, 0xbd, 0x2e, 0xd9,
      ]
    case .draft29:
      [
        0xaf, 0xbf, 0xec, 0x28, 0x99, 0x93, 0xd2, 0x4c, 0x9e, 0x97, 0x86, 0xf1, 0x9c, 0x61, 0x11,
        0xe0, 0x43, 0x90, 0xa8, 0x99,
      ]
    case .draft23:
      [
        0xc3, 0xee, 0xf7, 0x12, 0xc7, 0x2e, 0xbb, 0x5a, 0x11, 0xa7, 0xd2, 0x43, 0x2b, 0xb4, 0x63,
        0x65, 0xbe, 0xf9, 0xf5, 0x02,
      ]
    }
  }

  /// What the labels of keys begin with, before the word for their use.
  var labelPrefix: String { self == .two ? "quicv2 " : "quic " }

  /// The initial secret for a connection id (RFC 9001 section 5.2).
  func saltedHash(_ connectionID: [UInt8]) -> [UInt8] {
    QUICVersion.extractors[Int(rawValue)](connectionID)
  }

  private static let extractors = allCases.map { KeyedHash(key: $0.salt) }
}
