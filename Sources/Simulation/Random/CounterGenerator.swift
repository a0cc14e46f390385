/// A generator whose every value is a function of seed, subscriber, stream, item and position.
///
/// Nothing is carried from one subscriber or hour to the next, so any part of a world can be
/// produced alone and in any order. The finaliser is SplitMix64's (Steele, Lea, Flood 2014).
/// Not for cryptography.
package struct CounterGenerator: RandomNumberGenerator, Sendable, BitwiseCopyable {
  /// What a sequence of draws is for; each purpose has a sequence of its own.
  package enum Stream: UInt64, Sendable {
    case persona = 1
    case favorites, plan, page, application, device, household, address
    case sites, pages, hosts, hostChange, labels
    case ports, loss, clock, server, requests, test
  }

  private let key: UInt64
  private var counter: UInt64 = 0

  /// The sequence of one stream of one subscriber; `item` numbers days, cells, pages.
  @inline(__always)
  package init(seed: UInt64, subscriber: UInt64 = 0, stream: Stream, item: UInt64 = 0) {
    var key = CounterGenerator.mix(seed ^ 0x6e61_746c_656e_7300)
    key = CounterGenerator.mix(key ^ subscriber &* 0xd6e8_feb8_6659_fd93 ^ stream.rawValue << 56)
    self.key = CounterGenerator.mix(key ^ item &* 0xa076_1d64_78bd_642f)
  }

  /// The next 64 bits.
  @inline(__always)
  package mutating func next() -> UInt64 {
    counter &+= 1
    return CounterGenerator.mix(key &+ counter &* 0x9e37_79b9_7f4a_7c15)
  }

  /// Passes over some values.
  @inline(__always)
  package mutating func skip(_ count: UInt64) { counter &+= count }

  /// The 64 bits that come after `ahead` others; nothing is drawn.
  @inline(__always)
  package func peek(_ ahead: Int) -> UInt64 {
    CounterGenerator.mix(
      key &+ (counter &+ UInt64(truncatingIfNeeded: ahead) &+ 1) &* 0x9e37_79b9_7f4a_7c15)
  }

  /// The next number in [0, 1), 53 bits.
  @inline(__always)
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// The next number in `0..<count`, by multiplication (bias below `count` / 2^64).
  /// - Precondition: `count > 0`.
  @inline(__always)
  package mutating func below(_ count: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// True with a probability.
  @inline(__always)
  package mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// SplitMix64's finaliser: a bijection of 64 bits in which every bit depends on every other.
  @inline(__always)
  package static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
