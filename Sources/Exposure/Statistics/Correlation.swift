/// How far two series rise and fall together.
package enum Correlation {
  /// Pearson's coefficient, -1 to 1; `nil` if a series is constant or both are empty.
  /// - Precondition: both have the same length.
  package static func pearson(_ left: [Double], _ right: [Double]) -> Double? {
    precondition(left.count == right.count)
    guard !left.isEmpty else { return nil }
    let count = Double(left.count)
    let means = (left.reduce(0, +) / count, right.reduce(0, +) / count)
    var product = 0.0
    var squares = (0.0, 0.0)
    for (first, second) in zip(left, right) {
      product += (first - means.0) * (second - means.1)
      squares.0 += (first - means.0) * (first - means.0)
      squares.1 += (second - means.1) * (second - means.1)
    }
    guard squares.0 > 0, squares.1 > 0 else { return nil }
    return min(1, max(-1, product / (squares.0 * squares.1).squareRoot()))
  }
}
