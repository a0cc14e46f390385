import Correlation
import NATModel

/// Sessions, blocks and requests over so few addresses, ports and instants that most collide.
struct SmallWorld {
  static let shared = (0..<3).map { IPAddress(ipv4: 0xcb00_7101 + UInt32($0)) }
  static let servers = (0..<4).map { IPAddress(ipv4: 0xc633_6401 + UInt32($0)) }
  private static let protocols: [TransportProtocol] = [.tcp, .udp, .unknown]
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func number(below bound: Int) -> Int { random.below(bound) }

  /// A session; fields are left unstated now and then.
  mutating func session(line: Int, span limit: Int = 200) -> Session {
    let holder = random.below(6)
    let span = self.span(limit: limit)
    return Session(
      span: span, knowledge: random.oneIn(4) ? .startInferred : [],
      resolution: [0, 1, 7][random.below(3)],
      subscriber: random.oneIn(40) ? .unknown : SubscriberID(rawValue: UInt32(holder)),
      inside: IPAddress(ipv4: 0x6440_0001 + UInt32(holder)),
      insidePort: UInt16(1 + random.below(5)),
      outside: random.oneIn(12) ? nil : Self.shared[random.below(3)],
      outsidePort: random.oneIn(10) ? 0 : UInt16(1 + random.below(6)),
      destination: random.oneIn(8) ? nil : Self.servers[random.below(3)],
      destinationPort: random.oneIn(8) ? 0 : UInt16(80 + random.below(2)),
      proto: Self.protocols[random.below(3)],
      location: SourceLocation(file: 0, record: UInt64(line)))
  }

  mutating func block(line: Int) -> PortBlock {
    let first = 1 + random.below(20)
    let last = first + random.below(8)
    let holder = random.below(5)
    return PortBlock(
      subscriber: random.oneIn(40) ? .unknown : SubscriberID(rawValue: UInt32(holder)),
      inside: IPAddress(ipv4: 0x6440_0001 + UInt32(holder)),
      outside: Self.shared[random.below(2)], ports: UInt16(first)...UInt16(last),
      proto: Self.protocols[random.below(3)], span: span(limit: 200),
      knowledge: random.oneIn(4) ? .startInferred : [],
      resolution: [0, 1, 7][random.below(3)],
      location: SourceLocation(file: 0, record: UInt64(line)))
  }

  /// A request of any kind, now and then about an address or port that nobody has.
  mutating func request(span limit: Int = 200) -> Request {
    Request(
      time: Timestamp(nanoseconds: Int64(random.below(limit + 20)) - 10),
      resolution: Int64([0, 1, 10][random.below(3)]), tolerance: Int64([0, 0, 5][random.below(3)]),
      outside: random.oneIn(4) ? nil : Self.shared[random.below(3)],
      outsidePort: random.oneIn(2) ? nil : UInt16(1 + random.below(24)),
      proto: random.oneIn(3) ? nil : Self.protocols[random.below(3)],
      destination: random.oneIn(2) ? nil : Self.servers[random.below(4)],
      destinationPort: random.oneIn(2) ? nil : UInt16(80 + random.below(3)))
  }

  private mutating func span(limit: Int) -> TimeSpan {
    let start = random.below(limit)
    let length = random.oneIn(5) ? 0 : random.oneIn(9) ? random.below(limit) : random.below(20)
    return TimeSpan(
      start: Timestamp(nanoseconds: Int64(start)),
      end: Timestamp(nanoseconds: Int64(start + length)))
  }
}
