package import NATModel

/// Everything that decides what a NAT does with a stream of flows.
package struct NATSettings: Hashable, Sendable {
  /// Which free port is taken.
  package enum Selection: String, CaseIterable, Hashable, Sendable {
    /// The next free port at or after a random one (RFC 6888 REQ-15).
    case random
    /// The next free port after the one taken last.
    case sequential
    /// The inside port if it is free, otherwise as ``random``.
    case preserving
  }

  /// What the NAT writes down about sessions; blocks are always written.
  package enum Records: String, CaseIterable, Hashable, Sendable {
    /// An opening and a closing record, with the destination.
    case pair
    /// One record at the end, with the destination.
    case single
    /// An opening record only, with the destination: when it ended nobody knows.
    case open
    /// An opening and a closing record of each mapping, without destination (RFC 6888 REQ-12).
    case binding
    /// Nothing.
    case none
  }

  /// How ports are handed out.
  package var behavior = NATBehavior.dynamic
  /// Which free port is taken.
  package var selection = Selection.random
  /// The shared addresses in order, IPv4 in host order; at least one.
  package var outside: [UInt32]
  /// First served inside address, IPv4 in host order.
  ///
  /// Addresses outside the range are served in order of appearance, after those in it, unless
  /// ``servesOthers`` is false.
  package var insideFirst: UInt32 = 0
  /// How many inside addresses follow from ``insideFirst``.
  package var insideCount = 0
  /// Which addresses those numbers are.
  package var insideFamily = InsideFamily.ipv4
  /// Whether inside addresses out of the range are served.
  package var servesOthers = true
  /// Inside addresses for each outside address (RFC 7422's compression ratio).
  package var sharing = 16
  /// Shares of an outside address kept for overflow blocks (RFC 7422's pool factor).
  package var overflowFactor = 0
  /// Usable outside ports; the well-known ports are left out by default.
  package var ports: ClosedRange<UInt16> = 1024...65_535
  /// Ports of a block.
  package var blockSize = 256
  /// Most blocks of one inside address.
  package var blocksPerSubscriber = 8
  /// Most mappings of one inside address and protocol at a time.
  package var portsPerSubscriber = 2048
  /// Nanoseconds for which a freed port is not reused (RFC 6888 REQ-8).
  package var holdDown: Int64 = 120_000_000_000
  /// Nanoseconds a mapping lives after FIN or RST (RFC 5382 REQ-5).
  package var tcpTransitory: Int64 = 240_000_000_000
  /// Nanoseconds a mapping lives after the last packet of a TCP connection that was not closed.
  package var tcpEstablished: Int64 = 7_440_000_000_000
  /// Nanoseconds a mapping lives after the last UDP packet (RFC 4787 REQ-5).
  package var udp: Int64 = 120_000_000_000
  /// Nanoseconds a mapping lives after the last ICMP query packet (RFC 5508 REQ-2).
  package var icmp: Int64 = 60_000_000_000
  /// What is written down about sessions.
  package var records = Records.pair
  /// Name of the NAT in its events.
  package var exporter = TextID.none
  /// Seed of random selection.
  package var seed: UInt64 = 1

  /// Settings with defaults for everything but the shared addresses.
  /// - Precondition: at least one address.
  package init(outside: [UInt32]) {
    precondition(!outside.isEmpty)
    self.outside = outside
  }

  /// Ports of one inside address under RFC 7422: the usable ports over ratio plus pool factor.
  package var deterministicPorts: Int { ports.count / max(1, sharing + overflowFactor) }
}

extension NATSettings {
  /// The settings that parameters ask for.
  package init(_ values: ParameterValues, outside: [UInt32], seed: UInt64) {
    self.init(outside: outside)
    behavior = NATBehavior(rawValue: values.word("nat.behavior")) ?? .dynamic
    selection = Selection(rawValue: values.word("nat.selection")) ?? .random
    insideFamily = InsideFamily(rawValue: values.word("nat.inside")) ?? .ipv4
    sharing = max(1, values.count("nat.subscribers_per_address"))
    overflowFactor = values.count("nat.overflow_factor")
    let first = UInt16(values.count("nat.first_port"))
    ports = first...max(first, UInt16(values.count("nat.last_port")))
    blockSize = min(values.count("nat.block_size"), ports.count)
    blocksPerSubscriber = values.count("nat.blocks_per_subscriber")
    portsPerSubscriber = values.count("nat.ports_per_subscriber")
    holdDown = values.nanoseconds("nat.hold_down")
    tcpTransitory = values.nanoseconds("nat.tcp_transitory")
    tcpEstablished = values.nanoseconds("nat.tcp_established")
    udp = values.nanoseconds("nat.udp")
    icmp = values.nanoseconds("nat.icmp")
    records = Records(rawValue: values.word("log.records")) ?? .pair
    self.seed = seed
  }
}
