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
  /// What each site's page loads, as a crawl before the log's time found it; `nil` below K2 and
  /// where no such list was given.
  package var fingerprints: FingerprintList?
  /// Category of each site; `nil` at K0 and where no list was given.
  package var categories: CategoryList?
  /// Facts about persons that somebody knows from elsewhere, by dossier; the separation test alone
  /// looks at them.
  package var dossiers: [Dossiers.Dossier]
  /// Which site a host name belongs to.
  package var sites: SiteNaming

  /// Knows nothing.
  package static let nothing = Knowledge(level: .k0, names: [:])

  /// Knowledge from its parts.
  package init(
    level: Level, names: [IPAddress: [String]], fingerprints: FingerprintList? = nil,
    categories: CategoryList? = nil, dossiers: [Dossiers.Dossier] = [],
    sites: SiteNaming = .hosts
  ) {
    self.level = level
    self.names = names
    self.fingerprints = fingerprints
    self.categories = categories
    self.dossiers = dossiers
    self.sites = sites
  }
}
