package import NATModel

/// What the adversary who reads a retained log knows besides it; always printed with a result.
package struct Knowledge: Sendable {
  /// How much is known.
  package enum Level: String, CaseIterable, Hashable, Sendable {
    /// Nothing.
    case k0 = "K0"
    /// A public map from addresses to the names they serve.
    case k1 = "K1"
    /// K1 and page-load fingerprints: the set of addresses a page loads.
    case k2 = "K2"
    /// K2 and days of history.
    case k3 = "K3"
  }

  /// How much is known.
  package var level: Level
  /// Names served at each address, sorted; empty at K0.
  package var names: [IPAddress: [String]]

  /// Knows nothing.
  package static let nothing = Knowledge(level: .k0, names: [:])

  /// Knowledge from its parts.
  package init(level: Level, names: [IPAddress: [String]]) {
    self.level = level
    self.names = names
  }
}
