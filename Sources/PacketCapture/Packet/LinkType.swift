/// A link type: `LINKTYPE_` numbers of files, and the `DLT_` numbers of libpcap where they differ.
///
/// Any value is legal. Raw IP is 101 in files and 12 once libpcap has opened one.
struct LinkType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
  /// The number.
  var rawValue: Int32

  /// A link type from its number.
  init(rawValue: Int32) { self.rawValue = rawValue }

  static let null = LinkType(rawValue: 0)
  static let ethernet = LinkType(rawValue: 1)
  static let ppp = LinkType(rawValue: 9)
  static let atm = LinkType(rawValue: 11)
  static let raw = LinkType(rawValue: 12)
  static let rawOpenBSD = LinkType(rawValue: 14)
  static let pppHDLC = LinkType(rawValue: 50)
  static let pppoe = LinkType(rawValue: 51)
  static let atmInFiles = LinkType(rawValue: 100)
  static let rawInFiles = LinkType(rawValue: 101)
  static let ciscoHDLC = LinkType(rawValue: 104)
  static let wlan = LinkType(rawValue: 105)
  static let loop = LinkType(rawValue: 108)
  static let openBSDEncapsulation = LinkType(rawValue: 109)
  static let linuxCooked = LinkType(rawValue: 113)
  static let pflog = LinkType(rawValue: 117)
  static let prism = LinkType(rawValue: 119)
  static let radiotap = LinkType(rawValue: 127)
  static let pktapOnMac = LinkType(rawValue: 149)
  static let avs = LinkType(rawValue: 163)
  static let pppWithoutAddress = LinkType(rawValue: 166)
  static let ppi = LinkType(rawValue: 192)
  static let pppWithDirection = LinkType(rawValue: 204)
  static let ciscoHDLCWithDirection = LinkType(rawValue: 205)
  static let ipv4 = LinkType(rawValue: 228)
  static let ipv6 = LinkType(rawValue: 229)
  static let nflog = LinkType(rawValue: 239)
  static let pktap = LinkType(rawValue: 258)
  static let linuxCooked2 = LinkType(rawValue: 276)
}
