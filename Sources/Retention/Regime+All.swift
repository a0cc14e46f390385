/// The list of regimes; one line for each file under `Regimes/`, and the variants of families.
extension Regime {
  /// Every rung of the ladder.
  ///
  /// Variants are not in this list; they stand in ``variants``.
  package static let all: [Regime] = [
    .register,
    .assignment,
    .deterministic,
    .portBlock,
    .binding,
    .connection,
    .connectionHost,
  ]

  /// The regimes of the ladder, from the least to the most.
  package static let ladder: [Regime] = all.filter { $0.rung != nil }
    .sorted { ($0.rung ?? 0) < ($1.rung ?? 0) }

  /// Every member of every family of variants, family by family.
  package static let variants: [Regime] = RegimeFamily.all.flatMap(\.regimes)

  /// The rung or variant with an id, or `nil`.
  package static func named(_ id: String) -> Regime? {
    all.first { $0.id == id } ?? variants.first { $0.id == id }
  }
}
