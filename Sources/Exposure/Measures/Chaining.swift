package import NATModel
package import Retention

/// S2: how many subscribers' days hang together for a week once names are gone.
///
/// Every subscriber gets a fresh pseudonym each UTC day, and each day is joined to the day before by
/// multinomial naive Bayes, as in ``Relinkage``. Part `chained-7`: the share of subscribers present
/// on eight days in a row whose days are joined rightly seven times in a row.
package struct Chaining: Measure {
  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// Subscribers looked at, at most.
  package var limit: Int
  /// Joins in a row that count as a chain.
  package static let joins = 7

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard, limit: Int = Relinkage.mostSubscribers) {
    self.bootstrap = bootstrap
    self.limit = limit
  }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "chaining", code: "S2", title: "A week joined without names", theme: .exposure,
      definition: """
        Names are taken out of the log and every subscriber gets a new pseudonym each day. The \
        share of subscribers whose days are nevertheless joined to one record of a week, by what \
        they do alone.
        """,
      unit: "share", denominator: "subscribers present on eight days in a row",
      misleads: """
        One join that fails breaks the chain, so the share falls fast with the accuracy of a single \
        day; an adversary who may look back further than a day chains more. Recordings of less than \
        eight days say nothing.
        """,
      citation: """
        Court of Justice C-470/21 (genuinely watertight separation); Kirchler et al. 2016 (19 % of \
        active users tracked without a break for 56 days, 40 % for 7).
        """,
      headline: "chained-7", needsTruth: false, knowledge: [.k3])
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Relinkage.Inference { Relinkage.Inference(log, asked, limit: limit) }

  package func score(_ inference: Relinkage.Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime, knowledge: .k3)
    func blank(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      [series.blank("chained-7", status, unit: "share", of: "subscribers", note: note)]
    }
    if case .notInThisLog(let reason) = inference.availability {
      return blank(.notInThisLog(reason))
    }
    let possible = inference.links.filter { $0.longestRun >= Self.joins }
    guard !possible.isEmpty else {
      return blank(.empty, "nobody is present on eight days in a row")
    }
    var shares = ClusteredShares(parts: 1, clusters: possible.count)
    for (cluster, tally) in possible.enumerated() {
      shares.observe(cluster: cluster)
      if tally.longestRightRun >= Self.joins { shares.count(0, cluster: cluster) }
    }
    guard let estimate = shares.estimates(bootstrap).first else { return blank(.empty, "nobody") }
    return [
      series.figure(
        "chained-7", estimate, unit: "share", of: "subscribers", note: inference.note)
    ]
  }
}
