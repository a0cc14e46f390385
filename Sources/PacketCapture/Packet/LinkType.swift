/// A link type as libpcap numbers it once a file is open (`DLT_` numbers); any value is legal.
///
/// Most equal the number in the file (`LINKTYPE_`); raw IP is 101 in files and 12 here.
struct LinkType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
  /// The number.
  var rawValue: Int32

  /// A link type from its number.
  init(rawValue: Int32) { self.rawValue = rawValue }

  static let null = LinkType(rawValue: 0)
  static let ethernet = LinkType(rawValue: 1)
  static let ppp = LinkType(rawValue: 9)
  static let raw = LinkType(rawValue: 12)
  static let rawOpenBSD = LinkType(rawValue: 14)
  static let pppHDLC = LinkType(rawValue: 50)
  static let pppoe = LinkType(rawValue: 51)
  static let rawInFiles = LinkType(rawValue: 101)
  static let ciscoHDLC = LinkType(rawValue: 104)
  static let loop = LinkType(rawValue: 108)
  static let linuxCooked = LinkType(rawValue: 113)
  static let ipv4 = LinkType(rawValue: 228)
  static let ipv6 = LinkType(rawValue: 229)
  static let linuxCooked2 = LinkType(rawValue: 276)
}
