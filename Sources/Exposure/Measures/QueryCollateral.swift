package import NATModel
package import Retention

/// K3: people returned by a request besides the one meant.
///
/// Parts, for each type of request: `others`, the mean number of candidates that are not the right
/// subscriber; `ever-returned`, the share of all subscribers whom at least one of these requests
/// returned although they were not the one meant.
package struct QueryCollateral: Measure {
  /// What is needed of the log.
  package struct Inference: Sendable {
    /// The answers.
    package var answered: AnsweredRequests
    /// Subscribers the log knows.
    package var subscribers: Int
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "query-collateral", code: "K3", title: "Others returned by a request",
      theme: .collateral,
      definition: """
        How many people besides the one meant a request returns on average, and what share of all \
        subscribers is returned at least once without being meant.
        """,
      unit: "persons", denominator: "decided requests with known truth",
      misleads: """
        A regime that cannot answer returns nobody: read it beside the outcome split. The share \
        ever returned grows with the number of requests made.
        """,
      citation: "Europol, 17 October 2017: authorities investigate many more individuals.",
      headline: "others", needsTruth: true)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    Inference(
      answered: asked.answers(of: log), subscribers: log.subscribers.count)
  }

  private static let counted = "decided requests with known truth"

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    RequestKind.allCases.flatMap { kind in
      let series = FigureSeries(
        measure: about.id, regime: inference.answered.regime, request: kind)
      func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
        [
          series.blank("others", status, unit: "persons", of: Self.counted, note: note),
          series.blank("ever-returned", status, unit: "share", of: "subscribers", note: note),
        ]
      }
      if let obstacle = inference.answered.obstacle(kind) {
        return blanks(obstacle, obstacle == .empty ? "no request knows enough for this type" : "")
      }
      let scored = ScoredRequests(inference.answered, kind: kind, truth: truth, onlyKnown: true)
      guard !scored.entries.isEmpty else { return blanks(.needsTruth) }
      var sample = ClusteredSample()
      var returned: Set<SubscriberID> = []
      for entry in scored.entries {
        guard entry.answer.verdict != .undetermined, entry.answer.verdict != .unanswerable else {
          continue
        }
        let right = truth.flatMap { $0.requester(of: entry.answer.label) }
        let others = entry.answer.candidates.filter {
          inference.answered.identities[$0] != right
        }
        sample.add(Double(others.count), cluster: entry.cluster)
        returned.formUnion(others)
      }
      guard let mean = sample.estimates([.mean], bootstrap).first, inference.subscribers > 0 else {
        return blanks(.empty, "no request could be decided")
      }
      return [
        series.figure("others", mean, unit: "persons", of: Self.counted),
        Figure(
          measure: about.id, part: "ever-returned", regime: inference.answered.regime,
          request: kind, status: .computed,
          value: Double(returned.count) / Double(inference.subscribers), unit: "share",
          numerator: returned.count, denominator: inference.subscribers,
          denominatorOf: "subscribers",
          intervalMethod: "none: a count of these requests", subscribers: inference.subscribers,
          note: "over \(scored.entries.count) requests"),
      ]
    }
  }
}
