import NATModel

/// A day of sessions and requests that follow from whole numbers alone, so that SQL can make the same.
///
/// Row `i` of `n` begins `i * 86_400_000 / n` milliseconds after midnight; every other field comes
/// from ``draw(_:_:)``. `compare.py` holds the same arithmetic.
struct BenchWorld {
  static let midnight: Int64 = 1_767_225_600_000
  static let prime: UInt64 = 2_147_483_647
  let sessions: Int
  let subscribers = 50_000
  let sharedAddresses = 1000

  /// A number below 2^31 - 1 from a row and a field.
  @inline(__always)
  static func draw(_ row: Int, _ field: UInt64) -> UInt64 {
    let first = (UInt64(row) &* 1_103_515_245 &+ field &* 972_663_749 &+ 12_345) % prime
    let second = first &* first % prime
    return (second &* 48_271 &+ field &* 69_621) % prime
  }

  /// When a session began, in milliseconds.
  @inline(__always)
  func start(_ row: Int) -> Int64 {
    BenchWorld.midnight + Int64(row) * 86_400_000 / Int64(sessions)
  }

  /// How long it lasted: nine in ten up to a minute, one in a hundred up to two hours.
  @inline(__always)
  func duration(_ row: Int) -> Int64 {
    let kind = BenchWorld.draw(row, 1) % 100
    let length = BenchWorld.draw(row, 2)
    return Int64(length % (kind < 90 ? 60_000 : kind < 99 ? 600_000 : 7_440_000))
  }

  func subscriber(_ row: Int) -> Int { Int(BenchWorld.draw(row, 3) % UInt64(subscribers)) }
  func outside(_ row: Int) -> UInt32 { 0xcb00_0000 + UInt32(subscriber(row) % sharedAddresses) }
  func outsidePort(_ row: Int) -> UInt16 { UInt16(1024 + BenchWorld.draw(row, 4) % 64_512) }
  func proto(_ row: Int) -> TransportProtocol {
    BenchWorld.draw(row, 5) % 10 < 7 ? .tcp : .udp
  }

  /// The event of a whole session, as a reader would make it.
  func event(_ row: Int) -> Event {
    var event = Event(.session)
    event.start = Timestamp(nanoseconds: start(row) * 1_000_000)
    event.time = Timestamp(nanoseconds: (start(row) + duration(row)) * 1_000_000)
    event.inside = IPAddress(ipv4: 0x6440_0000 + UInt32(subscriber(row)))
    event.insidePort = UInt16(1024 + BenchWorld.draw(row, 6) % 64_512)
    event.outside = IPAddress(ipv4: outside(row))
    event.outsidePort = outsidePort(row)
    event.destination = IPAddress(ipv4: 0xc612_0000 + UInt32(BenchWorld.draw(row, 7) % 131_072))
    event.destinationPort = [443, 443, 443, 80, 53, 5222][Int(BenchWorld.draw(row, 8) % 6)]
    event.proto = proto(row)
    event.resolution = 1_000_000
    event.location = SourceLocation(file: 0, record: UInt64(row + 1))
    event.fields = [
      .time, .start, .inside, .insidePort, .outside, .outsidePort, .destination,
      .destinationPort, .proto,
    ]
    return event
  }

  /// A request about a session that exists, one second of tolerance on both sides.
  func request(_ number: Int, withPort: Bool) -> Request {
    let row = Int(BenchWorld.draw(number, 9) % UInt64(sessions))
    let length = duration(row)
    let after = length == 0 ? 0 : Int64(BenchWorld.draw(number, 10)) % (length + 1)
    return Request(
      time: Timestamp(nanoseconds: (start(row) + after) * 1_000_000), resolution: 1_000_000,
      tolerance: 1_000_000_000, outside: IPAddress(ipv4: outside(row)),
      outsidePort: withPort ? outsidePort(row) : nil, proto: withPort ? proto(row) : nil)
  }
}
