import Retention

extension Regime {
  /// Places of some regimes from the highest rung down, those without a rung last.
  static func richestFirst(_ regimes: [Regime]) -> [Int] {
    regimes.indices.sorted {
      (-(regimes[$0].rung ?? 0), $0) < (-(regimes[$1].rung ?? 0), $1)
    }
  }
}
