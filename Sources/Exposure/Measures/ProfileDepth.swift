#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
package import NATModel
package import Retention

/// E7: how close the interests that a reader infers come to the real ones.
///
/// Interests are visits per site. Parts, means over subscribers with visits: `cosine` similarity,
/// `divergence` (Jensen–Shannon, in bits, 0 the same and 1 nothing in common), and `top10`, the share
/// of a subscriber's ten most visited sites that are among the ten most claimed. A subscriber of whom
/// nothing is claimed counts with cosine 0, divergence 1 and top10 0.
package struct ProfileDepth: Measure {
  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "profile-depth", code: "E7", title: "Profile of interests", theme: .exposure,
      definition: """
        How much the list of a person's sites, with how often each was visited, that is worked out \
        from the log resembles the real one: from 0 (nothing in common) to 1 (the same). Hosts of \
        one registered domain are one site.
        """,
      unit: "cosine similarity", denominator: "subscribers with visits",
      misleads: """
        Everybody visits the same few popular sites, so even a stranger's profile resembles \
        yours; the null worlds show by how much. Many visits to one site outweigh all others in a \
        cosine.
        """,
      citation: "Olejnik et al. 2012 (recalled, high confidence); Bird et al., SOUPS 2020.",
      headline: "cosine", needsTruth: true, knowledge: [.k2])
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> InferredVisits { asked.visits(of: log, knowing: knowledge) }

  private static let units = [
    ("cosine", "cosine similarity"), ("divergence", "bits"), ("top10", "share"),
  ]

  package func score(_ inference: InferredVisits, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime, knowledge: .k2)
    func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      Self.units.map {
        series.blank($0.0, status, unit: $0.1, of: "subscribers with visits", note: note)
      }
    }
    if let obstacle = inference.obstacle { return blanks(obstacle, inference.note) }
    guard let truth, !truth.visits.isEmpty else { return blanks(.needsTruth) }
    var values: [[Double]] = [[], [], []]
    let visits = inference.visits(of: truth)
    for (place, claims) in inference.claimsByPlace.enumerated() where !visits[place].isEmpty {
      var real: [String: Double] = [:]
      for visit in visits[place] { real[inference.naming.site(of: visit.site), default: 0] += 1 }
      var told: [String: Double] = [:]
      for claim in claims where claim.ties == 1 {
        told[inference.sites[Int(claim.site)], default: 0] += 1
      }
      let profile = InterestPair(real, told)
      values[0].append(profile.cosine)
      values[1].append(profile.divergence)
      values[2].append(profile.topShare(10))
    }
    return zip(Self.units, values).map { unit, values in
      ClusteredSample(onePerCluster: values).estimates([.mean], bootstrap).first.map {
        series.figure(
          unit.0, $0, unit: unit.1, of: "subscribers with visits", note: inference.note)
      }
        ?? series.blank(
          unit.0, .empty, unit: unit.1, of: "subscribers with visits",
          note: "no visit of these subscribers is known")
    }
  }
}

/// Two vectors of interests over the same sites, in order of name.
struct InterestPair {
  private let sites: [String]
  private let real: [Double]
  private let told: [Double]

  /// Two profiles; counts above 0.
  init(_ real: [String: Double], _ told: [String: Double]) {
    sites = Set(real.keys).union(told.keys).sorted()
    self.real = sites.map { real[$0] ?? 0 }
    self.told = sites.map { told[$0] ?? 0 }
  }

  /// Cosine of the angle between both, 0 if one is empty.
  var cosine: Double {
    let product = zip(real, told).reduce(0) { $0 + $1.0 * $1.1 }
    let lengths =
      (real.reduce(0) { $0 + $1 * $1 } * told.reduce(0) { $0 + $1 * $1 }).squareRoot()
    return lengths == 0 ? 0 : min(1, product / lengths)
  }

  /// Jensen–Shannon divergence of the two as distributions, in bits; 1 if one is empty.
  var divergence: Double {
    let sums = (real.reduce(0, +), told.reduce(0, +))
    guard sums.0 > 0, sums.1 > 0 else { return 1 }
    var bits = 0.0
    for (left, right) in zip(real, told) {
      let first = left / sums.0
      let second = right / sums.1
      let middle = (first + second) / 2
      if first > 0 { bits += first * log2(first / middle) / 2 }
      if second > 0 { bits += second * log2(second / middle) / 2 }
    }
    return min(1, max(0, bits))
  }

  /// Share of the first so many real interests that are among as many told ones; ties go by name.
  func topShare(_ count: Int) -> Double {
    func top(_ values: [Double]) -> Set<Int> {
      let present = values.indices.filter { values[$0] > 0 }
      return Set(
        present.sorted { (-values[$0], $0) < (-values[$1], $1) }.prefix(count))
    }
    let wanted = top(real)
    return wanted.isEmpty ? 0 : Double(wanted.intersection(top(told)).count) / Double(wanted.count)
  }
}
