package import NATModel
package import Retention

/// E4: whether a few points of somebody's record are enough to pick the whole record out.
///
/// Parts `p1` to `p6`: the share of subscribers who alone have all of so many points drawn at random
/// from their own record, in buckets of 60 minutes; `p4-1min` in buckets of one minute; `p4-popular`
/// with points drawn in proportion to how many subscribers have them, as an outsider would know
/// them; `p4-whenever` with destinations alone, whenever they were contacted; `p4-n10`, `p4-n100`, …
/// among so many subscribers only, the curve over the population. A subscriber with fewer points than
/// asked for is tried with all it has.
package struct Unicity: Measure {
  /// Counts of unique draws, by part and subscriber.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// For each part: draws and unique draws of each subscriber who took part.
    package var counts: [(part: String, draws: [Int], unique: [Int])]
    /// Subscribers the log knows.
    package var population: Int
    /// What a reader must know about the sample.
    package var note: String
  }

  /// A bucket that holds every time: minutes of 190 years.
  private static let age = 100_000_000

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// Draws for each subscriber and part.
  package var draws: Int
  /// Subscribers looked at, at most.
  package var limit: Int
  /// Chooses the points.
  package var seed: UInt64

  /// The measure.
  package init(
    bootstrap: ClusterBootstrap = .standard, draws: Int = 10, limit: Int = 10_000,
    seed: UInt64 = 0x756e_6963
  ) {
    self.bootstrap = bootstrap
    self.draws = max(1, draws)
    self.limit = limit
    self.seed = seed
  }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "unicity", code: "E4", title: "Picked out by a few points", theme: .exposure,
      definition: """
        The share of subscribers whose record is the only one with all of a few points: times, to \
        the hour, at which something was recorded, with the destination where the log has one. Who \
        knows those points about a person finds the rest of the person's record by them.
        """,
      unit: "share", denominator: "draws of points from subscribers with a record",
      misleads: """
        The share falls slowly as the population grows: read the curve over the number of \
        subscribers and do not carry it to a country. Points drawn at random from a record are \
        harder to know than popular ones, which are given apart. Behind one NAT only its own \
        subscribers are compared.
        """,
      citation: """
        de Montjoye et al., Scientific Reports 2013 (definition; figures recalled, high \
        confidence); Farzanehfar, Houssiau, de Montjoye, Patterns 2021 (size of the population); \
        arXiv 2312.15489 (four most visited domains identify 95 %).
        """,
      headline: "p4", needsTruth: false,
      literature: """
        Four points single out 95 % of 1.5 million people by hour and antenna (de Montjoye et al. 2013, \
        recalled) and 93 % of 60 million (Farzanehfar et al. 2021); the four most visited domains 95 % \
        (arXiv 2312.15489): over months and far more people, while here it is the sharers of a few \
        addresses over days.
        """, curve: "p4-n")
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    var inference = Inference(
      regime: log.regime, availability: log.availability, counts: [],
      population: log.subscribers.count, note: "")
    guard log.isAvailable else { return inference }
    let traces = asked.traces(of: log, limit: limit)
    inference.note = traces.sampleNote
    let hours = PointSets(traces, minutes: 60)
    for points in 1...6 {
      inference.counts.append(counted("p\(points)", hours, points, stream: UInt64(points)))
    }
    inference.counts.append(counted("p4-1min", PointSets(traces, minutes: 1), 4, stream: 4))
    let whenever = PointSets(traces, minutes: Self.age)
    inference.counts.append(counted("p4-whenever", whenever, 4, stream: 9))
    inference.counts.append(counted("p4-popular", hours, 4, stream: 7, isPopular: true))
    var size = 10
    while size < traces.subscribers.count {
      inference.counts.append(
        counted("p4-n\(size)", hours, 4, stream: 4, among: nearest(size, traces.subscribers.count)))
      size *= 10
    }
    return inference
  }

  /// The places of a part of the population, chosen by the seed.
  private func nearest(_ size: Int, _ count: Int) -> Set<Int> {
    let random = CounterRandom(seed: seed, stream: 8)
    return Set(
      (0..<count).sorted { (random.bits(UInt64($0)), $0) < (random.bits(UInt64($1)), $1) }
        .prefix(size))
  }

  private func counted(
    _ part: String, _ sets: PointSets, _ points: Int, stream: UInt64, isPopular: Bool = false,
    among part2: Set<Int>? = nil
  ) -> (part: String, draws: [Int], unique: [Int]) {
    var drawn: [Int] = []
    var unique: [Int] = []
    for place in sets.sets.indices where !sets.sets[place].isEmpty {
      if let part2, !part2.contains(place) { continue }
      var random = DrawSource(
        CounterRandom(seed: seed &+ stream, stream: UInt64(truncatingIfNeeded: place)))
      var found = 0
      for _ in 0..<draws {
        let wanted = choose(points, from: sets.sets[place], sets, isPopular, &random)
        if sets.isUnique(wanted, holder: place, among: { part2?.contains($0) ?? true }) {
          found += 1
        }
      }
      drawn.append(draws)
      unique.append(found)
    }
    return (part, drawn, unique)
  }

  /// Distinct points of a set, each as likely as another, or as likely as it has holders.
  private func choose(
    _ count: Int, from set: [UInt64], _ sets: PointSets, _ isPopular: Bool,
    _ random: inout DrawSource
  ) -> [UInt64] {
    guard set.count > count else { return set }
    var chosen: Set<UInt64> = []
    if !isPopular {
      while chosen.count < count { chosen.insert(set[random.below(set.count)]) }
      return chosen.sorted()
    }
    var sums: [Int] = []
    var sum = 0
    for point in set {
      sum += sets.holders(of: point).count
      sums.append(sum)
    }
    // A few points may hold nearly all the weight; then the rest is filled up in order.
    for _ in 0..<count * 50 where chosen.count < count {
      let wanted = random.below(sum)
      chosen.insert(set[sums.firstIndex { $0 > wanted } ?? 0])
    }
    for point in set where chosen.count < count { chosen.insert(point) }
    return chosen.sorted()
  }

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime)
    let counted = "draws of points"
    if case .notInThisLog(let reason) = inference.availability {
      return [series.blank("p4", .notInThisLog(reason), unit: "share", of: counted)]
    }
    return inference.counts.compactMap { part, draws, unique in
      if draws.isEmpty {
        guard part == "p4" else { return nil }
        return series.zero(
          part, unit: "share", denominator: inference.population, of: "subscribers",
          because: "no record states a time")
      }
      var shares = ClusteredShares(parts: 1, clusters: draws.count)
      for cluster in draws.indices {
        shares.observe(cluster: cluster, count: draws[cluster])
        shares.count(0, cluster: cluster, count: unique[cluster])
      }
      return shares.estimates(bootstrap).first.map {
        series.figure(part, $0, unit: "share", of: counted, note: inference.note)
      }
    }
  }
}
