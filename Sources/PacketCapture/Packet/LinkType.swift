/// A link type as libpcap numbers it once a file is open (`DLT_` numbers); any value is legal.
///
/// Most equal the number in the file (`LINKTYPE_`); raw IP is 101 in files and 12 here.
package struct LinkType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
  /// The number.
  package var rawValue: Int32

  /// A link type from its number.
  package init(rawValue: Int32) { self.rawValue = rawValue }

  package static let null = LinkType(rawValue: 0)
  package static let ethernet = LinkType(rawValue: 1)
  package static let ppp = LinkType(rawValue: 9)
  package static let raw = LinkType(rawValue: 12)
  package static let rawOpenBSD = LinkType(rawValue: 14)
  package static let pppHDLC = LinkType(rawValue: 50)
  package static let pppoe = LinkType(rawValue: 51)
  package static let rawInFiles = LinkType(rawValue: 101)
  package static let ciscoHDLC = LinkType(rawValue: 104)
  package static let loop = LinkType(rawValue: 108)
  package static let linuxCooked = LinkType(rawValue: 113)
  package static let ipv4 = LinkType(rawValue: 228)
  package static let ipv6 = LinkType(rawValue: 229)
  package static let linuxCooked2 = LinkType(rawValue: 276)
}
