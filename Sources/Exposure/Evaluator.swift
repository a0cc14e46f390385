import Dispatch
package import NATModel
package import Retention
import Synchronization

/// Runs every measure over every regime's retained log of one world.
///
/// Jobs (measure × regime × knowledge) run side by side; each writes to its own place in the result,
/// so the evaluation is the same on any number of threads.
package struct Evaluator: Sendable {
  /// A regime whose log is made when its turn comes.
  package struct Variant: Sendable {
    /// The regime.
    package var regime: Regime
    /// Makes its retained log.
    package var retain: @Sendable () -> RetainedLog

    /// A variant from its parts.
    package init(_ regime: Regime, retain: @escaping @Sendable () -> RetainedLog) {
      self.regime = regime
      self.retain = retain
    }
  }

  /// One world: what was retained of it, what is asked and what is known.
  package struct Input: Sendable {
    /// Short name of the world.
    package var name: String
    /// How the NAT hands out ports, if known.
    package var behavior: NATBehavior?
    /// Sessions that the inputs hold.
    package var sessions: Int
    /// The retained log of every regime, in the order of the ladder.
    package var logs: [(Regime, RetainedLog)]
    /// Variants that stand below the ladder, each with what makes its log; at most as many logs are
    /// held at a time as there are threads.
    package var variants: [Variant] = []
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
      name: String, behavior: NATBehavior? = nil, sessions: Int = 0,
      logs: [(Regime, RetainedLog)], requests: [Request] = [], requestOrigin: String = "",
      truth: Truth? = nil, names: [IPAddress: [String]] = [:],
      fingerprints: FingerprintList? = nil, categories: CategoryList? = nil,
      sites: SiteNaming = .hosts
    ) {
      self.name = name
      self.behavior = behavior
      self.sessions = sessions
      self.logs = logs
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

  /// The measures, in the order of figures.
  package var measures: [any Measure]
  /// The measures that compare regimes; their figures stand last.
  package var ladderMeasures: [any LadderMeasure]
  /// How requests are drawn or thinned.
  package var sampling: RequestSampling
  /// How many jobs may run at a time.
  package var threads: Int

  /// An evaluator with its options.
  package init(
    measures: [any Measure] = Measures.all,
    ladderMeasures: [any LadderMeasure] = Measures.ladder,
    sampling: RequestSampling = RequestSampling(),
    threads: Int = 1
  ) {
    self.measures = measures
    self.ladderMeasures = ladderMeasures
    self.sampling = sampling
    self.threads = max(1, threads)
  }

  /// One measure over one log at one level of knowledge.
  private struct Job: Sendable {
    var measure: any Measure
    var log: RetainedLog
    var asked: Asked
    var knowledge: Knowledge
  }

  /// What is found of the ladder or of one variant: by measure, then by log and knowledge.
  private typealias Found = [[[Figure]]]

  /// All figures of a world.
  package func evaluate(_ input: Input) -> Evaluation {
    let (requests, origin, truth) = questions(input)
    let known = Knowledge.Level.allCases.map { input.knowledge($0) }
    let asked = input.logs.map { _ in Asked(requests) }
    let rungs = run(zip(input.logs, asked).map { ($0.1, $1) }, known, truth)
    let variants = variants(input.variants, requests, known, truth)
    let ladder = zip(input.logs, asked).filter { $0.0.0.rung != nil }.map { ($0.0.1, $0.1) }
    let figures =
      measures.indices.flatMap { measure in
        ([rungs] + variants.map(\.found)).flatMap { $0[measure] }.flatMap { $0 }
      } + ladderMeasures.flatMap { Evaluator.figures(of: $0, ladder, truth) }
    return Evaluation(
      world: world(input, requests: requests.count, origin: origin, truth: truth),
      retained: input.logs.map { Evaluator.described($0, $1) } + variants.map(\.retained),
      figures: figures, day: SubscriberDay.ofMedianSubscriber(in: input.logs))
  }

  private static func described(_ regime: Regime, _ log: RetainedLog) -> Evaluation.Retained {
    Evaluation.Retained(
      regime: regime, availability: log.availability, provenance: log.provenance,
      records: log.count)
  }

  /// The requests put to every regime, where they come from, and the truth that scores them.
  private func questions(_ input: Input) -> ([Request], String, Truth?) {
    guard input.requests.isEmpty else {
      let asked = sampling.thin(input.requests)
      let share = " (\(asked.count) of \(input.requests.count), spread evenly)"
      let origin = input.requestOrigin + (asked.count < input.requests.count ? share : "")
      return (asked, origin, input.truth)
    }
    guard let drawn = sampling.draw(from: input.logs) else {
      return ([], "none: no record states a time, an outside address and a port", input.truth)
    }
    let own = "requests: the log's own records"
    var truth = input.truth ?? Truth(requesters: [:], visits: [], origin: "")
    truth.requesters = drawn.requesters
    truth.origin = input.truth.map { "\($0.origin); \(own)" } ?? own
    return (drawn.requests, drawn.origin, truth)
  }

  /// Every measure over some logs, measures side by side.
  private func run(
    _ logs: [(RetainedLog, Asked)], _ known: [Knowledge], _ truth: Truth?
  ) -> Found {
    let jobs = measures.map { measure in
      logs.flatMap { log, asked in
        known.filter { measure.about.knowledge.contains($0.level) }.map {
          Job(measure: measure, log: log, asked: asked, knowledge: $0)
        }
      }
    }
    let places = jobs.indices.flatMap { measure in jobs[measure].indices.map { (measure, $0) } }
    let figures = sideBySide(places.count) { index in
      let (measure, place) = places[index]
      let job = jobs[measure][place]
      return Evaluator.figures(of: job.measure, job, truth)
    }
    var found: Found = measures.map { _ in [] }
    for (place, figures) in zip(places, figures) { found[place.0].append(figures) }
    return found
  }

  /// Every measure over each variant, variants side by side.
  private func variants(
    _ variants: [Variant], _ requests: [Request], _ known: [Knowledge], _ truth: Truth?
  ) -> [(retained: Evaluation.Retained, found: Found)] {
    var one = self
    one.threads = 1
    return sideBySide(variants.count) { [one] index in
      let log = variants[index].retain()
      let found = one.run([(log, Asked(requests))], known, truth)
      return (Evaluator.described(variants[index].regime, log), found)
    }
  }

  /// What `body` makes of every number below the count, in order, on so many threads.
  private func sideBySide<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let next = Atomic(0)
    let found = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: min(threads, max(1, count))) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let result = body(index)
        found.withLock { $0[index] = result }
      }
    }
    return found.withLock { $0.compactMap { $0 } }
  }

  private static func figures(
    of measure: some Measure, _ job: Job, _ truth: Truth?
  ) -> [Figure] {
    let inference = measure.infer(from: job.log, knowing: job.knowledge, asked: job.asked)
    return measure.score(inference, truth: truth)
  }

  private static func figures(
    of measure: some LadderMeasure, _ ladder: [(RetainedLog, Asked)], _ truth: Truth?
  ) -> [Figure] {
    measure.score(measure.infer(from: ladder), truth: truth)
  }

  private func world(
    _ input: Input, requests: Int, origin: String, truth: Truth?
  ) -> Evaluation.World {
    // From the richest log down, so that a register without time comes last.
    let coverage = input.logs.reversed().lazy.filter { $0.1.isAvailable }
      .compactMap { $0.1.coverage }.first
    return Evaluation.World(
      name: input.name, behavior: input.behavior,
      subscribers: input.logs.first?.1.subscribers.count ?? 0, sessions: input.sessions,
      coverage: coverage, requests: requests, requestOrigin: origin, truthOrigin: truth?.origin)
  }
}
