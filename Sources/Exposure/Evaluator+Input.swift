package import NATModel
package import Retention

extension Evaluator {
  /// A regime whose log is made when its turn comes, and let go when its figures are known.
  package struct Source: Sendable {
    /// The regime.
    package var regime: Regime
    /// Makes its retained log.
    package var retain: @Sendable () -> RetainedLog

    /// A source from its parts.
    package init(_ regime: Regime, retain: @escaping @Sendable () -> RetainedLog) {
      self.regime = regime
      self.retain = retain
    }
  }

  /// One world: what can be retained of it, what is asked and what is known.
  package struct Input: Sendable {
    /// Short name of the world.
    package var name: String
    /// How the NAT hands out ports, if known.
    package var behavior: NATBehavior?
    /// Sessions that the inputs hold.
    package var sessions: Int
    /// Every regime, in the order of the ladder; one log is held at a time.
    package var ladder: [Source]
    /// Variants that stand below the ladder; at most as many logs are held at a time as there are
    /// threads.
    package var variants: [Source] = []
    /// Requests of server logs; empty to draw requests from the logs' own records.
    package var requests: [Request]
    /// Where ``requests`` come from, one phrase.
    package var requestOrigin: String
    /// What really happened, if known.
    package var truth: Truth?
    /// The adversary's public map from addresses to the names served there (K1); empty without one.
    package var names: [IPAddress: [String]]
    /// What each site's page loads (K2), if a list was given.
    package var fingerprints: FingerprintList?
    /// Category of each site (from K1 on), if a list was given.
    package var categories: CategoryList?
    /// Which site a host name belongs to.
    package var sites: SiteNaming

    /// A world from its parts.
    package init(
      name: String, behavior: NATBehavior? = nil, sessions: Int = 0, ladder: [Source],
      requests: [Request] = [], requestOrigin: String = "", truth: Truth? = nil,
      names: [IPAddress: [String]] = [:], fingerprints: FingerprintList? = nil,
      categories: CategoryList? = nil, sites: SiteNaming = .hosts
    ) {
      self.name = name
      self.behavior = behavior
      self.sessions = sessions
      self.ladder = ladder
      self.requests = requests
      self.requestOrigin = requestOrigin
      self.truth = truth
      self.names = names
      self.fingerprints = fingerprints
      self.categories = categories
      self.sites = sites
    }

    /// What an adversary of a level knows of this world.
    package func knowledge(_ level: Knowledge.Level) -> Knowledge {
      let hasFingerprints = level == .k2 || level == .k3
      return Knowledge(
        level: level, names: level == .k0 ? [:] : names,
        fingerprints: hasFingerprints ? fingerprints : nil,
        categories: level == .k0 ? nil : categories,
        dossiers: truth.map { Dossiers($0).dossiers } ?? [], sites: sites)
    }
  }
}
