#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
package import NATModel
package import Retention

/// E2: how many bits a record gives away about which site was visited.
///
/// Parts `bits`: min-entropy leakage log2(V(X|Y) / V(X)) per visit, where V(X) is the share of the
/// most visited site (`prior`) and V(X|Y) the share of visits of which the reader's best guess, the
/// claimed page load or else the most visited site, is right (`posterior`); `mutual-information`
/// between site and guess and `entropy` of the site, both plug-in estimates in bits. A real reader's
/// success is a lower bound of V(X|Y).
package struct Leakage: Measure {
  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// How far before and after a visit's start its page load may begin, in nanoseconds.
  package static let slack: (before: Int64, after: Int64) = (2_000_000_000, 15_000_000_000)

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "leakage", code: "E2", title: "Bits per visit", theme: .exposure,
      definition: """
        How much better somebody guesses which site a visit went to with the record than without \
        it, on a scale on which one bit doubles the chance of being right. Hosts of one registered \
        domain are one site.
        """,
      unit: "bits per visit", denominator: "visits",
      misleads: """
        The first guess without any record is already right for the most popular site, so bits say \
        how much the record adds and not how much is known. No single measure of leakage fits all \
        purposes: read it beside the others. Mutual information is estimated from counts, which \
        overstates it where visits are few.
        """,
      citation: "Smith, FoSSaCS 2009 (min-entropy leakage; recalled, high confidence).",
      headline: "bits", needsTruth: true, knowledge: [.k2])
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> InferredVisits { asked.visits(of: log, knowing: knowledge) }

  private static let units = [
    ("bits", "bits per visit"), ("prior", "share"), ("posterior", "share"),
    ("mutual-information", "bits per visit"), ("entropy", "bits per visit"),
  ]

  package func score(_ inference: InferredVisits, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime, knowledge: .k2)
    func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      Self.units.map { series.blank($0.0, status, unit: $0.1, of: "visits", note: note) }
    }
    if let obstacle = inference.obstacle { return blanks(obstacle, inference.note) }
    guard let truth, !truth.visits.isEmpty else { return blanks(.needsTruth) }
    let guesses = guesses(inference, inference.visits(of: truth))
    guard !guesses.isEmpty else { return blanks(.empty, "no visit of these subscribers is known") }
    let prior = mostVisited(guesses)
    var shares = ClusteredShares(parts: 2, clusters: inference.subscribers.count)
    for guess in guesses {
      shares.observe(cluster: guess.place)
      if guess.site == prior { shares.count(0, cluster: guess.place) }
      if (guess.guess ?? prior) == guess.site { shares.count(1, cluster: guess.place) }
    }
    let estimates = shares.estimates(bootstrap)
    guard estimates.count == 2 else { return blanks(.empty) }
    let information = information(guesses.map { ($0.site, $0.guess ?? prior) })
    func plain(_ part: String, _ value: Double) -> Figure {
      Figure(
        measure: about.id, part: part, regime: inference.regime, knowledge: .k2,
        status: .computed, value: value, unit: "bits per visit", denominator: guesses.count,
        denominatorOf: "visits", intervalMethod: "none: plug-in estimate", note: inference.note)
    }
    var bits = estimates[1]
    let base = estimates[0].value
    bits.value = max(0, log2(bits.value / base))
    bits.interval = bits.interval.map {
      max(0, log2(max($0.lowerBound, base) / base))...max(0, log2(max($0.upperBound, base) / base))
    }
    bits.numerator = nil
    return [
      series.figure("bits", bits, unit: "bits per visit", of: "visits", note: inference.note),
      series.figure("prior", estimates[0], unit: "share", of: "visits", note: inference.note),
      series.figure("posterior", estimates[1], unit: "share", of: "visits", note: inference.note),
      plain("mutual-information", information.mutual), plain("entropy", information.entropy),
    ]
  }

  private struct Guess {
    var place: Int
    var site: String
    var guess: String?
  }

  /// For each visit the site of the claim nearest to its start, if one is near.
  private func guesses(_ inferred: InferredVisits, _ visits: [[Truth.Visit]]) -> [Guess] {
    var guesses: [Guess] = []
    for (place, claims) in inferred.claimsByPlace.enumerated() {
      var first = claims.startIndex
      for visit in visits[place] {
        let time = visit.time.nanoseconds
        while first < claims.endIndex, claims[first].time < time - Self.slack.before { first += 1 }
        var nearest: PageLoads.Claim?
        var index = first
        while index < claims.endIndex, claims[index].time <= time + Self.slack.after {
          let distance = abs(claims[index].time - time)
          if nearest.map({ distance < abs($0.time - time) }) ?? true { nearest = claims[index] }
          index += 1
        }
        guesses.append(
          Guess(
            place: place, site: inferred.naming.site(of: visit.site),
            guess: nearest.map { inferred.sites[Int($0.site)] }))
      }
    }
    return guesses
  }

  private func mostVisited(_ guesses: [Guess]) -> String {
    var counts: [String: Int] = [:]
    for guess in guesses { counts[guess.site, default: 0] += 1 }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
  }

  /// Entropy of the first and mutual information of both, in bits.
  private func information(_ pairs: [(String, String)]) -> (entropy: Double, mutual: Double) {
    let total = Double(pairs.count)
    func entropy<Key: Hashable & Comparable>(_ keys: [Key]) -> Double {
      var counts: [Key: Int] = [:]
      for key in keys { counts[key, default: 0] += 1 }
      return counts.sorted { $0.key < $1.key }.reduce(0) { sum, entry in
        let share = Double(entry.value) / total
        return sum - share * log2(share)
      }
    }
    let site = entropy(pairs.map(\.0))
    let guess = entropy(pairs.map(\.1))
    let joint = entropy(pairs.map { $0.0 + "\n" + $0.1 })
    return (site, max(0, site + guess - joint))
  }
}
