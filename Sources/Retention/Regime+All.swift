/// The list of regimes; one line for each file under `Regimes/`.
extension Regime {
  /// Every regime: the ladder, then variants.
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

  /// The regime with an id, or `nil`.
  package static func named(_ id: String) -> Regime? { all.first { $0.id == id } }
}
