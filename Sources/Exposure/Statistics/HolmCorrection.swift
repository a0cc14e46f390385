/// p-values adjusted for having looked more than once (Holm, Scandinavian Journal of Statistics
/// 1979).
///
/// Who tests twenty categories at 5 % finds one by chance. Adjusted values hold the chance of even
/// one false finding in the whole family to the level, whatever the tests have to do with each other.
package enum HolmCorrection {
  /// Adjusted values in the order of the given ones: in ascending order the i-th of m is multiplied
  /// by m - i + 1, made no smaller than the one before, and cut at 1.
  /// - Complexity: O(m log m).
  package static func adjusted(_ values: [Double]) -> [Double] {
    var adjusted = values
    var least = 0.0
    let ascending = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    for (rank, index) in ascending.enumerated() {
      least = max(least, min(1, values[index] * Double(values.count - rank)))
      adjusted[index] = least
    }
    return adjusted
  }
}
