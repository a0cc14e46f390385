import NATModel

/// A seeded hash of flow keys, by folded 64 x 64 bit products.
///
/// The seed is drawn anew for each table, so that a capture cannot be made whose flows all collide.
/// No output depends on it: flows leave the table in the order of their packets.
struct FlowHash: BitwiseCopyable {
  private let seed: UInt64
  private let second: UInt64

  /// A hash with a seed of its own.
  init() {
    var generator = SystemRandomNumberGenerator()
    seed = generator.next() | 1
    second = generator.next() | 1
  }

  /// The hash of a key.
  @inline(__always)
  func callAsFunction(_ key: FlowKey) -> UInt32 {
    var value = fold(key.low.high ^ seed, key.low.low ^ second)
    value = fold(value ^ key.high.high ^ seed, key.high.low ^ second)
    let ports = UInt64(key.lowPort) << 32 | UInt64(key.highPort) << 8 | UInt64(key.proto.rawValue)
    return UInt32(truncatingIfNeeded: fold(value ^ ports ^ seed, key.softwire ^ second))
  }

  /// The hash of two addresses in any order; never 0.
  func symmetric(_ first: IPAddress, _ last: IPAddress) -> UInt64 {
    let sum =
      fold(first.high ^ seed, first.low ^ second) &+ fold(last.high ^ seed, last.low ^ second)
    return max(1, sum)
  }

  @inline(__always)
  private func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
