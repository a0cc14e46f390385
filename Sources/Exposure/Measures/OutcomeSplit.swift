package import NATModel
package import Retention

/// A2: how requests end, with the innocent person named as an outcome of its own.
///
/// Parts `unique-right`, `unique-wrong`, `ambiguous`, `none`, `undetermined`, `unanswerable` sum to
/// 1 for every type of request. Besides, `unique` is the sum of the first two, and
/// `unique-right` + `ambiguous-right-included` + `right-missed` + `undetermined` + `unanswerable`
/// sum to 1 too. With truth the denominator is the requests that truth knows; without it, all, and
/// the parts that speak of right and wrong are `needsTruth`. Where the regime can answer none of the
/// requests, `unanswerable` is 1 and the other parts carry that status instead of a 0.
package struct OutcomeSplit: Measure {
  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "outcome-split", code: "A2", title: "Outcome of a request", theme: .attribution,
      definition: """
        The share of requests that name exactly one subscriber, and the right one; exactly one, and \
        the wrong one; several; nobody; that stay undecided because the log has a gap or the clock \
        is in doubt; and that the retained log cannot answer at all.
        """,
      unit: "share", denominator: "requests that know enough for the type of request",
      misleads: """
        Requests drawn from the log's own records carry the log's own clock: no clock error, so \
        wrong answers are rarer than in practice. The interval speaks of this world with its \
        subscribers drawn again, not of other worlds. The share of right answers says nothing \
        about what had to be kept to get them.
        """,
      citation: "IPCO Annual Report 2017, Error Investigation 19; IPA 2016 s.62(3).",
      headline: "unique-right", needsTruth: true)
  }

  /// The parts in the order of figures.
  package static let parts = [
    "unique-right", "unique-wrong", "ambiguous", "none", "undetermined", "unanswerable", "unique",
    "ambiguous-right-included", "right-missed",
  ]

  /// The parts that cannot be told without truth.
  private static let judged: Set<String> = [
    "unique-right", "unique-wrong", "ambiguous-right-included", "right-missed",
  ]

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> AnsweredRequests {
    asked.answers(of: log)
  }

  package func score(_ inference: AnsweredRequests, truth: Truth?) -> [Figure] {
    RequestKind.allCases.flatMap { figures(inference, $0, truth) }
  }

  private func figures(
    _ answered: AnsweredRequests, _ kind: RequestKind, _ truth: Truth?
  ) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: answered.regime, request: kind)
    let obstacle = answered.obstacle(kind)
    if case .empty = obstacle {
      return Self.parts.map {
        series.blank(
          $0, .empty, unit: "share", of: "requests", note: "no request knows enough for this type")
      }
    }
    if case .notInThisLog = obstacle, let obstacle {
      return Self.parts.map { series.blank($0, obstacle, unit: "share", of: "requests") }
    }
    let all = ScoredRequests(answered, kind: kind, truth: truth)
    let isJudged = all.isScored
    let scored =
      isJudged
      ? ScoredRequests(answered, kind: kind, truth: truth, onlyKnown: true) : all
    var shares = ClusteredShares(parts: Self.parts.count, clusters: scored.clusters)
    for entry in scored.entries {
      shares.observe(cluster: entry.cluster)
      for part in Self.parts.indices where Self.counts(entry, as: Self.parts[part]) {
        shares.count(part, cluster: entry.cluster)
      }
    }
    let counted = isJudged ? "requests with known truth" : "requests"
    return zip(Self.parts, shares.estimates(bootstrap)).map { part, estimate in
      if let obstacle, part != "unanswerable" {
        return series.blank(part, obstacle, unit: "share", of: counted)
      }
      if !isJudged && Self.judged.contains(part) {
        return series.blank(part, .needsTruth, unit: "share", of: counted)
      }
      return series.figure(part, estimate, unit: "share", of: counted)
    }
  }

  private static func counts(_ entry: ScoredRequests.Entry, as part: String) -> Bool {
    let verdict = entry.answer.verdict
    return switch part {
    case "unique-right": verdict == .unique && entry.hasRight
    case "unique-wrong": verdict == .unique && !entry.hasRight
    case "ambiguous-right-included": verdict == .ambiguous && entry.hasRight
    case "right-missed":
      verdict == .none || (!entry.hasRight && (verdict == .unique || verdict == .ambiguous))
    default: verdict.rawValue == part
    }
  }
}
