/// Random numbers one after the other, from a stream that is a function of seed and subject alone.
package struct DrawSource: Sendable {
  private let random: CounterRandom
  private var index: UInt64 = 0

  /// The numbers of a stream from its first.
  package init(_ random: CounterRandom) { self.random = random }

  /// The next number in `0..<bound`.
  /// - Precondition: `bound > 0`.
  package mutating func below(_ bound: Int) -> Int {
    defer { index += 1 }
    return Int(random.below(UInt64(bound), at: index))
  }
}
