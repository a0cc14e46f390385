/// What stood around an innermost IP packet beside its link header; a tag or tunnel of each kind
/// counts once for a packet, however often it is nested.
package struct Encapsulations: OptionSet, Hashable, Sendable, BitwiseCopyable {
  package let rawValue: UInt32

  /// A set from its bits.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  static let vlan = Encapsulations(rawValue: 1 << 0)
  static let mpls = Encapsulations(rawValue: 1 << 1)
  static let pseudowire = Encapsulations(rawValue: 1 << 2)
  static let providerBackbone = Encapsulations(rawValue: 1 << 3)
  static let ppp = Encapsulations(rawValue: 1 << 4)
  static let pppoe = Encapsulations(rawValue: 1 << 5)
  static let ipInIP = Encapsulations(rawValue: 1 << 6)
  static let dsLite = Encapsulations(rawValue: 1 << 7)
  static let sixInFour = Encapsulations(rawValue: 1 << 8)
  static let sixInSix = Encapsulations(rawValue: 1 << 9)
  static let gre = Encapsulations(rawValue: 1 << 10)
  static let pptp = Encapsulations(rawValue: 1 << 11)
  static let erspan = Encapsulations(rawValue: 1 << 12)
  static let etherIP = Encapsulations(rawValue: 1 << 13)
  static let authentication = Encapsulations(rawValue: 1 << 14)
  static let gtp = Encapsulations(rawValue: 1 << 15)
  static let l2tp = Encapsulations(rawValue: 1 << 16)
  static let vxlan = Encapsulations(rawValue: 1 << 17)
  static let geneve = Encapsulations(rawValue: 1 << 18)
  static let teredo = Encapsulations(rawValue: 1 << 19)
  static let wlan = Encapsulations(rawValue: 1 << 20)
  static let nflog = Encapsulations(rawValue: 1 << 21)

  /// Every kind with the word that reports call it by, in the order of the bits.
  package static let named: [(kind: Encapsulations, name: String)] = [
    (.vlan, "vlan"), (.mpls, "mpls"), (.pseudowire, "pseudowire"), (.providerBackbone, "pbb"),
    (.ppp, "ppp"), (.pppoe, "pppoe"), (.ipInIP, "4in4"), (.dsLite, "4in6"), (.sixInFour, "6in4"),
    (.sixInSix, "6in6"), (.gre, "gre"), (.pptp, "pptp"), (.erspan, "erspan"),
    (.etherIP, "etherip"), (.authentication, "ah"), (.gtp, "gtp-u"), (.l2tp, "l2tp"),
    (.vxlan, "vxlan"), (.geneve, "geneve"), (.teredo, "teredo"), (.wlan, "802.11"),
    (.nflog, "nflog"),
  ]
}
