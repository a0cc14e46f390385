/// Random numbers by index instead of by state: the same index gives the same number on any thread.
///
/// The output function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over a seed, a stream and
/// a counter. Not for secrets.
package struct CounterRandom: Hashable, Sendable {
  private static let golden: UInt64 = 0x9e37_79b9_7f4a_7c15
  private let key: UInt64

  /// The numbers of one stream; streams of one seed are unrelated to each other.
  package init(seed: UInt64, stream: UInt64 = 0) {
    key = CounterRandom.mix(seed &+ CounterRandom.mix(stream &+ CounterRandom.golden))
  }

  /// SplitMix64's finaliser: a bijection on 64 bits.
  package static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// 64 even bits at an index.
  package func bits(_ index: UInt64) -> UInt64 {
    CounterRandom.mix(key &+ CounterRandom.golden &* (index &+ 1))
  }

  /// A number in `0..<bound`; for a bound far below 2^64 the bias is below `bound / 2^64`.
  /// - Precondition: `bound > 0`.
  package func below(_ bound: UInt64, at index: UInt64) -> UInt64 {
    bits(index).multipliedFullWidth(by: bound).high
  }

  /// A number in `[0, 1)` with 53 even bits.
  package func unit(at index: UInt64) -> Double { Double(bits(index) >> 11) * 0x1p-53 }
}
