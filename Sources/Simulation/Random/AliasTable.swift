/// Draws from a fixed discrete distribution in constant time (Walker 1977, Vose 1991).
package struct AliasTable: Sendable {
  private var keep: [UInt32]
  private var alias: [UInt32]

  /// A table of weights; negative weights count as 0, and all zero means uniform.
  /// - Precondition: at least one weight, at most 2^32 - 1.
  /// - Complexity: O(n).
  package init(_ weights: [Double]) {
    precondition(!weights.isEmpty && weights.count < Int(UInt32.max))
    let count = weights.count
    let total = weights.reduce(0) { $0 + max(0, $1) }
    var scaled =
      total > 0
      ? weights.map { max(0, $0) * Double(count) / total } : [Double](repeating: 1, count: count)
    keep = [UInt32](repeating: .max, count: count)
    alias = (0..<UInt32(count)).map { $0 }
    var small: [Int] = []
    var large: [Int] = []
    for (index, weight) in scaled.enumerated() {
      if weight < 1 { small.append(index) } else { large.append(index) }
    }
    while let poor = small.popLast(), let rich = large.popLast() {
      keep[poor] = UInt32(min(scaled[poor] * 0x1p32, 0x1p32 - 1))
      alias[poor] = UInt32(rich)
      scaled[rich] -= 1 - scaled[poor]
      if scaled[rich] < 1 { small.append(rich) } else { large.append(rich) }
    }
  }

  /// Number of outcomes.
  package var count: Int { keep.count }

  /// The outcome that 64 random bits stand for.
  @inline(__always)
  package func outcome(_ bits: UInt64) -> Int {
    let product = bits.multipliedFullWidth(by: UInt64(keep.count))
    let index = Int(truncatingIfNeeded: product.high)
    return product.low >> 32 < UInt64(keep[index]) ? index : Int(alias[index])
  }
}
