import NATModel

/// SplitMix64: small, seeded, the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}

/// Makes events of every kind that could have been read somewhere.
struct EventGenerator {
  private var random: SeededGenerator
  private let names: [TextID]
  let texts: TextTable

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    var texts = TextTable()
    names = (0..<20).map { texts.intern("name-\($0).example") }
    self.texts = texts
  }

  mutating func event() -> Event {
    let kinds = EventKind.allCases
    var event = Event(kinds[Int.random(in: 0..<kinds.count, using: &random)])
    let isIPv4 = Int.random(in: 0..<10, using: &random) > 0
    event.fields = [.time, .inside, .outside, .proto]
    event.time = Timestamp(
      nanoseconds: Int64.random(in: 1_400_000_000..<1_900_000_000, using: &random) * 1_000_000_000
        + Int64.random(in: 0..<1_000_000_000, using: &random))
    event.start = event.time.advanced(by: -Int64.random(in: 0..<4_000_000_000_000, using: &random))
    event.resolution = [1, 1000, 1_000_000, 1_000_000_000].randomElement(using: &random) ?? 1
    event.inside = isIPv4 ? IPAddress(ipv4: 0x6440_0000 | bits(22)) : v6(0xfd00)
    event.outside = isIPv4 ? IPAddress(ipv4: 0xcb00_7100 | bits(8)) : v6(0x2001)
    event.destination = isIPv4 ? IPAddress(ipv4: 0xc612_0000 | bits(17)) : v6(0x2a00)
    event.insidePort = port()
    event.outsidePort = port()
    event.outsidePortLast = event.outsidePort
    event.destinationPort = port()
    let protocols: [TransportProtocol] = [.tcp, .udp, isIPv4 ? .icmp : .icmpv6]
    event.proto = protocols.randomElement(using: &random) ?? .tcp
    event.session = random.next() >> UInt64.random(in: 0..<64, using: &random)
    event.bytes = random.next() >> UInt64.random(in: 1..<64, using: &random)
    event.packets = random.next() >> UInt64.random(in: 1..<64, using: &random)
    event.fields.formUnion(
      EventFields(rawValue: UInt32(truncatingIfNeeded: random.next()))
        .intersection([
          .start, .insidePort, .outsidePort, .destination, .destinationPort, .session, .bytes,
          .packets, .subscriber, .host,
        ]))
    if event.kind.rawValue.hasPrefix("block") {
      event.fields.formUnion([.outsidePort, .outsidePortLast])
      event.outsidePortLast = UInt16.random(in: event.outsidePort...65535, using: &random)
    }
    if !event.fields.contains(.destination), event.kind.rawValue.hasPrefix("session-") {
      event.fields.insert(.binding)
    }
    if event.kind == .name { event.nameSource = .tls }
    event.exporter = text()
    event.subscriber = text()
    event.host = text()
    event.label = text()
    return event
  }

  private mutating func bits(_ count: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: random.next()) & (1 << UInt32(count) - 1)
  }

  private mutating func v6(_ prefix: UInt64) -> IPAddress {
    IPAddress(
      high: prefix << 48 | random.next() & 0xffff,
      low: random.next() >> UInt64.random(in: 0..<60, using: &random))
  }

  private mutating func port() -> UInt16 { UInt16.random(in: 0...65535, using: &random) }

  private mutating func text() -> TextID { names.randomElement(using: &random) ?? .none }
}
