package import NATModel
package import Retention

/// All figures of one world: one population behind one NAT, seen through every regime.
package struct Evaluation: Sendable {
  /// What the world is.
  package struct World: Sendable {
    /// Short name (`fixed-ranges`).
    package var name: String
    /// How the NAT hands out ports, if known.
    package var behavior: NATBehavior?
    /// Subscribers the provider knows.
    package var subscribers: Int
    /// Sessions that the inputs hold.
    package var sessions: Int
    /// The time the sessions cover.
    package var coverage: TimeSpan?
    /// Requests put to every regime.
    package var requests: Int
    /// Where the requests come from, one phrase (`server access log with client ports`).
    package var requestOrigin: String
    /// Where truth comes from, or `nil` without truth.
    package var truthOrigin: String?

    /// A world from its parts.
    package init(
      name: String, behavior: NATBehavior?, subscribers: Int, sessions: Int, coverage: TimeSpan?,
      requests: Int, requestOrigin: String, truthOrigin: String?
    ) {
      self.name = name
      self.behavior = behavior
      self.subscribers = subscribers
      self.sessions = sessions
      self.coverage = coverage
      self.requests = requests
      self.requestOrigin = requestOrigin
      self.truthOrigin = truthOrigin
    }
  }

  /// One regime's retained log, described.
  package struct Retained: Sendable {
    /// The regime.
    package var regime: Regime
    /// Whether the inputs hold what it keeps.
    package var availability: RetainedLog.Availability
    /// Where its records come from.
    package var provenance: RetainedLog.Provenance
    /// How many records it holds.
    package var records: Int

    /// A description from its parts.
    package init(
      regime: Regime, availability: RetainedLog.Availability, provenance: RetainedLog.Provenance,
      records: Int
    ) {
      self.regime = regime
      self.availability = availability
      self.provenance = provenance
      self.records = records
    }
  }

  /// What the world is.
  package var world: World
  /// The regimes, in the order of the ladder.
  package var retained: [Retained]
  /// Every figure, in the order measures × regimes × request types × knowledge × parts.
  package var figures: [Figure]
  /// One subscriber's day under every regime, or `nil` if no record states a time.
  package var day: SubscriberDay?

  /// An evaluation from its parts.
  package init(world: World, retained: [Retained], figures: [Figure], day: SubscriberDay?) {
    self.world = world
    self.retained = retained
    self.figures = figures
    self.day = day
  }

  /// The figure with these coordinates, if there is one.
  package func figure(
    measure: String, part: String, regime: String, request: RequestKind? = nil,
    knowledge: Knowledge.Level? = nil
  ) -> Figure? {
    figures.first {
      $0.measure == measure && $0.part == part && $0.regime == regime
        && (request == nil || $0.request == request)
        && (knowledge == nil || $0.knowledge == knowledge)
    }
  }
}
