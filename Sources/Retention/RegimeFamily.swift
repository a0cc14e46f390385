/// Variants of a rung that differ in one number: how coarse the time is, how many bits of the
/// destination are kept.
///
/// A family stands in a file of its own under `Variants/` and once in ``all``. Its regimes have no
/// rung; ``varied`` names the rung that they take away from.
package struct RegimeFamily: Sendable, Identifiable {
  /// Name on the command line (`tagged-connections`).
  package let id: String
  /// Name for people.
  package let title: String
  /// The rung that every member takes away from.
  package let varied: String
  /// The members, from the least kept to the most.
  package let regimes: [Regime]

  /// A family from its parts.
  package init(id: String, title: String, varied: String, regimes: [Regime]) {
    self.id = id
    self.title = title
    self.varied = varied
    self.regimes = regimes
  }

  /// The list: one line for each file under `Variants/`.
  package static let all: [RegimeFamily] = [
    .roundedBindings,
    .roundedConnections,
    .sampledConnections,
    .mergedConnections,
    .taggedConnections,
  ]

  /// The family with an id, or `nil`.
  package static func named(_ id: String) -> RegimeFamily? { all.first { $0.id == id } }
}
