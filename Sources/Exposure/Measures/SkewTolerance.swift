package import NATModel
package import Retention

/// A4: how much clock error a request may allow for before the right subscriber is no longer found
/// alone.
///
/// The requests are asked again with other tolerances. Part `delta95`: the largest tolerance in
/// seconds at which, and at every smaller one tried, at least 95 % of requests with known truth are
/// answered with the right subscriber alone; parts `share-0s`, `share-10s`, … the curve.
package struct SkewTolerance: Measure {
  /// The answers at each tolerance.
  package struct Inference: Sendable {
    /// In order of ``SkewTolerance/seconds``.
    package var answered: [AnsweredRequests]
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// Tolerances tried, in seconds.
  package static let seconds: [Int64] = [0, 1, 10, 60, 120, 300, 900]
  /// Requests asked again at most.
  package static let most = 200
  /// Types of request asked; an address without port or destination names nobody at any tolerance
  /// as soon as two subscribers are active.
  package static let kinds: [RequestKind] = [
    .addressPort, .addressDestination, .addressPortDestination,
  ]

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "skew-tolerance", code: "A4", title: "Clock error that answers survive",
      theme: .attribution,
      definition: """
        The largest clock error that can be allowed for while at least 95 of 100 requests still \
        name the right subscriber and nobody else.
        """,
      unit: "seconds", denominator: "requests with known truth",
      misleads: """
        It is the error allowed for, not the error made: with a clock that is further off than the \
        tolerance a log may name somebody else with every appearance of certainty. Only the \
        tolerances of the curve are tried.
        """,
      citation: "RFC 6302 (accurate timestamps); Buchholz and Tjaden, DFRWS 2007 (server clocks).",
      headline: "delta95", needsTruth: true,
      literature: """
        Of more than 8,000 web servers 74 % were within 10 s of UTC (Buchholz and Tjaden 2007); a \
        hold-down of 120 s (RFC 6888 REQ-8) bears about 60 s either way.
        """, curve: "share-")
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    let some = RequestSampling(limit: Self.most).thin(asked.requests)
    let asked = Self.seconds.map { seconds in
      some.map { request in
        var widened = request
        widened.tolerance = seconds * 1_000_000_000
        return widened
      }
    }
    // What the widest tolerance reaches, the others reach.
    let widest = asked.last ?? []
    let reached = log.narrowed(
      to: Self.kinds.flatMap { kind in widest.compactMap { $0.reduced(to: kind) } })
    return Inference(
      answered: asked.map { AnsweredRequests(log: reached, asked: $0, as: Self.kinds) })
  }

  private static let counted = "requests with known truth"

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    Self.kinds.flatMap { kind -> [Figure] in
      guard let first = inference.answered.first else { return [] }
      let series = FigureSeries(measure: about.id, regime: first.regime, request: kind)
      func blank(_ status: Figure.Status, _ note: String = "") -> [Figure] {
        [series.blank("delta95", status, unit: "seconds", of: Self.counted, note: note)]
      }
      if let obstacle = first.obstacle(kind) {
        return blank(obstacle, obstacle == .empty ? "no request knows enough for this type" : "")
      }
      let rates = inference.answered.map {
        SuccessRate($0, kind, truth: truth, bootstrap)?.right
      }
      guard let none = rates.first, let none else { return blank(.needsTruth) }
      var largest: Int64?
      for (seconds, rate) in zip(Self.seconds, rates) {
        guard let rate, rate.value >= 0.95 else { break }
        largest = seconds
      }
      let curve = zip(Self.seconds, rates).compactMap { seconds, rate in
        rate.map { series.figure("share-\(seconds)s", $0, unit: "share", of: Self.counted) }
      }
      guard let largest else {
        return blank(.empty, "below 95 % even without any clock error") + curve
      }
      let isLast = largest == Self.seconds.last
      let delta = Figure(
        measure: about.id, part: "delta95", regime: first.regime, request: kind,
        status: .computed, value: Double(largest), unit: "seconds",
        denominator: none.denominator, denominatorOf: Self.counted,
        intervalMethod: "none: the largest of the tolerances tried",
        subscribers: none.clusters, note: isLast ? "the largest tried" : "")
      return [delta] + curve
    }
  }
}
