package import NATModel
package import Retention

/// S1: whether a few things known about a person find the person's pseudonym in a log without names.
///
/// Names are taken out and every subscriber has a fresh pseudonym each UTC day. Somebody knows k
/// things about one person on one day: on which site, and when to within five minutes. Parts `k1` to
/// `k5`: the chance that a pseudonym drawn from those consistent with the first k facts is the right
/// one (one over their number if the right one is among them, else 0); `chance`: the same without
/// looking at the log. The site is looked for by name or, with a public map (K1), by address; a log
/// without destinations can only be asked whether something was recorded then.
package struct Separation: Measure {
  /// Consistent pseudonyms of each dossier after each fact.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// Provider's names of the subscribers looked at, by place.
    package var subscribers: [String]
    /// For each dossier, after each fact: places of those still consistent.
    package var consistent: [[[Int32]]]
    /// For each dossier: subscribers with a record on its day.
    package var active: [Int]
    /// True if no record states a time.
    package var isTimeless: Bool
    /// What a reader must know about the sample.
    package var note: String
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// Subscribers looked at, at most.
  package var limit: Int

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard, limit: Int = 2000) {
    self.bootstrap = bootstrap
    self.limit = limit
  }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "separation", code: "S1", title: "Found again by a few facts", theme: .exposure,
      definition: """
        Somebody has the log without names, and knows of one person on which sites they were at \
        about what time (hosts of one registered domain are one site). The chance that this points to the right person's record. If it is far \
        above chance, keeping names and records apart does not keep the person apart from the \
        record.
        """,
      unit: "share", denominator: "persons of whom five facts of one day are known",
      misleads: """
        Facts are drawn from real visits, so the test says what follows if somebody has them, not \
        how often somebody does. It bounds what organisational separation protects; that \
        separation itself is not modelled.
        """,
      citation: "Court of Justice C-470/21 (genuinely watertight separation).",
      headline: "k3", needsTruth: true, knowledge: [.k1])
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    var inference = Inference(
      regime: log.regime, availability: log.availability, subscribers: [], consistent: [],
      active: [], isTimeless: false, note: "")
    guard log.isAvailable, !knowledge.dossiers.isEmpty else { return inference }
    let traces = asked.traces(of: log, limit: limit)
    inference.subscribers = traces.subscribers.map { log.identity(of: log.subscribers[$0]) }
    inference.note = traces.sampleNote
    inference.isTimeless = traces.subscribers.indices.allSatisfy { traces.points(at: $0).isEmpty }
    let search = FactSearch(
      traces, log: log, names: knowledge.names, naming: knowledge.sites)
    for dossier in knowledge.dossiers {
      let active = search.active(on: dossier.day)
      inference.active.append(active.count)
      var left = active
      inference.consistent.append(
        dossier.facts.map { fact in
          left = search.consistent(left, with: fact)
          return left
        })
    }
    return inference
  }

  private static let counted = "persons with a dossier"

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime, knowledge: .k1)
    let parts = (1...Dossiers.facts).map { "k\($0)" } + ["chance"]
    func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      parts.map { series.blank($0, status, unit: "share", of: Self.counted, note: note) }
    }
    if case .notInThisLog(let reason) = inference.availability {
      return blanks(.notInThisLog(reason))
    }
    guard let truth, !truth.visits.isEmpty else { return blanks(.needsTruth) }
    if inference.isTimeless {
      return blanks(.unanswerable("No record states a time, so facts of a day find nothing."))
    }
    let persons = Dossiers(truth).persons
    var places: [String: Int32] = [:]
    for (place, name) in inference.subscribers.enumerated() { places[name] = Int32(place) }
    var samples = [[Double]](repeating: [], count: parts.count)
    for (number, person) in persons.enumerated() where number < inference.consistent.count {
      guard let place = places[person] else { continue }
      for (index, left) in inference.consistent[number].enumerated() {
        samples[index].append(left.contains(place) ? 1 / Double(left.count) : 0)
      }
      let active = inference.active[number]
      samples[parts.count - 1].append(active == 0 ? 0 : 1 / Double(active))
    }
    guard !samples[0].isEmpty else {
      return blanks(.empty, "nobody has \(Dossiers.facts) visits on one day")
    }
    return zip(parts, samples).compactMap { part, values in
      ClusteredSample(onePerCluster: values).estimates([.mean], bootstrap).first.map {
        series.figure(part, $0, unit: "share", of: Self.counted, note: inference.note)
      }
    }
  }
}
