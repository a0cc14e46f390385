/// Which outside ports are taken or held down: one bit a port, for each address and protocol.
///
/// A map of 65,536 bits (8 KiB) is made when its address and protocol are first used.
struct PortMaps: ~Copyable, Sendable {
  private static let words = 1024
  /// Position of each map in units of maps, -1 until it is used.
  private var places: Slab<Int32>
  private var bits = Slab<UInt64>()
  private var taken = Slab<Int>()
  private var cursors = Slab<UInt16>()

  /// Room for `count` maps.
  init(count: Int) { places = Slab(repeating: -1, count: count) }

  /// Reads the word that a port stands in, and gives it back.
  @inline(__always)
  func touch(_ port: UInt16, in map: Int) -> UInt64 {
    let place = Int(places[map])
    return place < 0 ? 0 : bits[place * PortMaps.words + Int(port >> 6)]
  }

  /// Ports taken in a map.
  func taken(in map: Int) -> Int { places[map] < 0 ? 0 : taken[Int(places[map])] }

  /// True if a port is taken.
  func isTaken(_ port: UInt16, in map: Int) -> Bool {
    let place = Int(places[map])
    return place >= 0 && bits[place * PortMaps.words + Int(port >> 6)] >> UInt64(port & 63) & 1 == 1
  }

  /// The port taken last by sequential selection, 0 at first.
  func cursor(of map: Int) -> UInt16 { places[map] < 0 ? 0 : cursors[Int(places[map])] }

  /// Takes a free port.
  mutating func take(_ port: UInt16, in map: Int) {
    if places[map] < 0 {
      places[map] = Int32(taken.count)
      bits.append(repeating: 0, count: PortMaps.words)
      taken.append(0)
      cursors.append(0)
    }
    let place = Int(places[map])
    bits[place * PortMaps.words + Int(port >> 6)] |= 1 << UInt64(port & 63)
    taken[place] += 1
    cursors[place] = port
  }

  /// Gives a taken port back.
  mutating func free(_ port: UInt16, in map: Int) {
    let place = Int(places[map])
    bits[place * PortMaps.words + Int(port >> 6)] &= ~(1 << UInt64(port & 63))
    taken[place] -= 1
  }

  /// The first free port at or after `start` in a range, going round; `nil` if all are taken.
  /// - Complexity: O(range / 64).
  func firstFree(in map: Int, range: ClosedRange<UInt16>, from start: UInt16) -> UInt16? {
    guard places[map] >= 0 else { return start }
    let base = Int(places[map]) * PortMaps.words
    if let port = scan(base, Int(start), Int(range.upperBound)) { return port }
    guard start > range.lowerBound else { return nil }
    return scan(base, Int(range.lowerBound), Int(start) - 1)
  }

  private func scan(_ base: Int, _ first: Int, _ last: Int) -> UInt16? {
    var word = first >> 6
    var free = ~bits[base + word] & ~0 << UInt64(first & 63)
    while true {
      if free != 0 {
        let port = word << 6 + free.trailingZeroBitCount
        return port <= last ? UInt16(port) : nil
      }
      word += 1
      guard word <= last >> 6 else { return nil }
      free = ~bits[base + word]
    }
  }
}
