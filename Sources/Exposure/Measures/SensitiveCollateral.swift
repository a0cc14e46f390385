package import NATModel
package import Retention

/// K4: days on which a special-category record of an uninvolved person is kept, for each right
/// answer.
///
/// (person-days with at least one page load claimed on a site of an Article 9 category, over all
/// subscribers) per day and million, × 365, / (requests in a year × P(right subscriber alone)). One
/// part for each type of request about a shared address.
package struct SensitiveCollateral: Measure {
  /// What is needed of the log.
  package struct Inference: Sendable {
    /// The answers.
    package var answered: AnsweredRequests
    /// The visits inferred.
    package var visits: InferredVisits
    /// The categories, or `nil` if no list was given.
    package var categories: CategoryList?
    /// Days covered, or `nil` if the log states no time.
    package var days: Double?
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// How many requests there are.
  package var volume: RequestVolume

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard, volume: RequestVolume = RequestVolume()) {
    self.bootstrap = bootstrap
    self.volume = volume
  }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "sensitive-collateral", code: "K4", title: "Sensitive days kept per right answer",
      theme: .collateral,
      definition: """
        On how many days of how many uninvolved people the log kept in a year shows a visit to a \
        site of a special category, for each request of that year that is answered rightly.
        """,
      unit: "person-days", denominator: "right answers",
      misleads: """
        The number of requests is an input, and how often people visit such sites is set by the \
        model in a simulated world. Claims may be wrong: see how many labels are right.
        """,
      citation: "GDPR Art. 9(1); Court of Justice C-184/20.",
      headline: "person-days", needsTruth: true, knowledge: [.k2])
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    Inference(
      answered: asked.answers(of: log),
      visits: asked.visits(of: log, knowing: knowledge), categories: knowledge.categories,
      days: CoverageDuration(log.coverage)?.days)
  }

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let kept = personDays(inference)
    return CollateralFigures.perKind(inference.answered, truth: truth, bootstrap) { kind, rate in
      let series = FigureSeries(
        measure: about.id, regime: inference.answered.regime, request: kind, knowledge: .k2)
      func blank(_ status: Figure.Status, _ note: String = "") -> [Figure] {
        [
          series.blank(
            "person-days", status, unit: about.unit, of: about.denominator, note: note)
        ]
      }
      switch rate {
      case nil: return blank(.needsTruth)
      case .failure(let obstacle): return blank(obstacle.status, obstacle.note)
      case .success(let rate):
        if let obstacle = inference.visits.obstacle {
          if case .unanswerable = obstacle {
            return [
              series.zero(
                "person-days", unit: about.unit, denominator: rate.right.denominator,
                of: "requests with known truth", because: "no record states a destination",
                subscribers: rate.right.clusters)
            ]
          }
          return blank(obstacle, inference.visits.note)
        }
        guard let kept else { return blank(.empty, "no list of categories was given") }
        guard let estimate = rate.perSuccess(kept * 365 * 1e6 / volume.perMillion) else {
          return blank(.empty, "no request is answered rightly")
        }
        return [
          series.figure(
            "person-days", estimate, unit: about.unit, of: "requests with known truth",
            note: volume.note)
        ]
      }
    }
  }

  /// Person-days with a claim of a listed category, per subscriber and day.
  private func personDays(_ inference: Inference) -> Double? {
    guard let list = inference.categories, let days = inference.days,
      !inference.visits.subscribers.isEmpty
    else { return nil }
    struct PersonDay: Hashable {
      var place: Int32
      var day: Int
    }
    var found: Set<PersonDay> = []
    for claim in inference.visits.claims where claim.ties == 1 {
      let host = inference.visits.hosts[Int(claim.site)]
      guard let category = list.categories[host], CategoryList.isListed(category) else { continue }
      found.insert(
        PersonDay(
          place: claim.place, day: SiteContacts.day(of: Timestamp(nanoseconds: claim.time))))
    }
    return Double(found.count) / Double(inference.visits.subscribers.count) / days
  }
}
