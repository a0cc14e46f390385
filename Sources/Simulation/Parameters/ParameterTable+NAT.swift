extension ParameterTable {
  /// How the carrier-grade NAT behaves.
  package static let nat: [Parameter] = [
    Parameter(
      "nat.behavior", choice: "dynamic",
      of: ["deterministic", "port-block", "dynamic", "overloaded"], source: "RFC 4787, RFC 7422",
      mark: .secondHand, "how outside ports are handed out"),
    Parameter(
      "nat.inside", choice: "ipv4", of: ["ipv4", "ipv6"], source: "RFC 6146, RFC 6877",
      mark: .secondHand, "addresses of subscribers: NAT44, or NAT64 behind translating routers"),
    Parameter(
      "nat.selection", choice: "random", of: ["random", "sequential", "preserving"],
      source: "RFC 6888 REQ-15", mark: .verified,
      "which free port is taken; preserving tries the inside port first"),
    Parameter(
      "nat.subscribers_per_address", 32, 8...2500, limits: 1...100_000,
      unit: "subscribers per address", source: "Nokia 7750 example; NZ operator 20 to 39",
      mark: .verified, "subscribers that share one outside address"),
    Parameter(
      "nat.first_port", 1024, 1024...1024, limits: 1...65_535, unit: "port",
      source: "RFC 7422", mark: .secondHand, "lowest outside port"),
    Parameter(
      "nat.last_port", 65_535, 65_535...65_535, limits: 1...65_535, unit: "port",
      source: "RFC 7422", mark: .secondHand, "highest outside port"),
    Parameter(
      "nat.block_size", 256, 128...2048, limits: 1...65_535, unit: "ports",
      source: "Juniper 128, Nokia 1000, Richter et al. 512 to 16K", mark: .verified,
      "ports of one block"),
    Parameter(
      "nat.blocks_per_subscriber", 8, 1...16, limits: 1...64, unit: "blocks",
      source: "Juniper 8, Nokia 10", mark: .verified, "most blocks that one subscriber holds"),
    Parameter(
      "nat.ports_per_subscriber", 2048, 1000...8192, limits: 1...65_535, unit: "ports",
      source: "RFC 6888 REQ-4 asks for a limit", mark: .recalledHigh,
      "most mappings of one subscriber and protocol at a time"),
    Parameter(
      "nat.overflow_factor", 0, 0...4, limits: 0...64, unit: "shares",
      source: "RFC 7422, dynamic address pool factor", mark: .secondHand,
      "deterministic only: shares of an address kept back for logged overflow blocks"),
    Parameter(
      "nat.hold_down", 120, 0...120, limits: 0...7200, unit: "seconds",
      source: "RFC 6888 REQ-8", mark: .verified, "how long a freed port is kept from reuse"),
    Parameter(
      "nat.tcp_transitory", 240, 4...240, limits: 0...7440, unit: "seconds",
      source: "RFC 5382 REQ-5", mark: .secondHand, "mapping time after FIN or RST"),
    Parameter(
      "nat.tcp_established", 7440, 1800...7440, limits: 0...14_400, unit: "seconds",
      source: "RFC 5382 REQ-5", mark: .secondHand, "mapping time of a silent TCP connection"),
    Parameter(
      "nat.udp", 120, 35...300, limits: 0...7440, unit: "seconds",
      source: "RFC 4787 REQ-5; Richter et al. 2016 saw 35 to 65", mark: .secondHand,
      "mapping time of silent UDP"),
    Parameter(
      "nat.icmp", 60, 60...60, limits: 0...7440, unit: "seconds", source: "RFC 5508 REQ-2",
      mark: .recalledHigh, "mapping time of an ICMP query"),
  ]
}
