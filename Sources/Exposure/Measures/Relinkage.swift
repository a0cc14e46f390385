package import NATModel
package import Retention

/// E5: whether two days of a pseudonymised log can be joined by behaviour alone.
///
/// Every subscriber gets a fresh pseudonym each UTC day. Parts `mnb` (multinomial naive Bayes) and
/// `jaccard` (nearest neighbour by Jaccard index): the share of subscribers present on two
/// consecutive days whose second day is taken for the right first day; `chance`: one over the number
/// to choose from; `mnb-over-chance`: their ratio. Features are destinations (host names where the
/// log has them) or, without destinations, quarter-hours of the day. ``Chaining`` looks at whole
/// weeks.
package struct Relinkage: Measure {
  /// Links made, and how many were right; right is the same subscriber, which the pseudonyms hide
  /// from the classifier and which the log itself knows.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// By subscriber looked at.
    package var links: [DayLinks.Tally]
    /// Mean of one over the number of days to choose from.
    package var chance: Double
    /// Pairs of consecutive days.
    package var pairs: Int
    /// What a reader must know.
    package var note: String

    /// What joining the days of a log's subscribers gives.
    init(_ log: RetainedLog, _ asked: Asked, limit: Int) {
      regime = log.regime
      availability = log.availability
      let (linked, note) = asked.links(of: log, limit: limit)
      links = linked.tallies
      chance = linked.chance
      pairs = linked.pairs
      self.note = note
    }
  }

  /// Subscribers looked at, at most: every day is compared with everybody's day before.
  package static let mostSubscribers = 1000

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// Subscribers looked at, at most.
  package var limit: Int

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard, limit: Int = mostSubscribers) {
    self.bootstrap = bootstrap
    self.limit = limit
  }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "relinkage", code: "E5", title: "Days joined without names", theme: .exposure,
      definition: """
        Names are taken out of the log and every subscriber gets a new pseudonym each day. The \
        share of subscribers whose record of the next day is still recognised as theirs, by what \
        they do alone. If it is far above chance, separating records from identities does not keep \
        them apart.
        """,
      unit: "share", denominator: "subscribers present on two consecutive days",
      misleads: """
        Accuracy falls as more subscribers are compared and with shorter days; equipment that \
        reports to its maker is a habit too, and not one of a person. In a simulated world habits are as distinct as \
        the model makes them: see the null worlds.
        """,
      citation: """
        Herrmann, Banse, Federrath, Computers & Security 2013 (85.4 %); Banse et al. 2012 (88.2 %); \
        Kirchler et al. 2016; Court of Justice C-470/21 (watertight separation).
        """,
      headline: "mnb", needsTruth: false, knowledge: [.k3],
      literature: """
        85.4 % of 3,600 users and 88.2 % of 2,100 from one day to the next (Herrmann et al. 2013, \
        Banse et al. 2012): of single students by the names they looked up, while a line here is a \
        whole household with its equipment, seen by address, among fewer others.
        """)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference { Inference(log, asked, limit: limit) }

  private static let counted = "(subscriber, pair of days)"

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime, knowledge: .k3)
    let parts = ["mnb", "jaccard", "chance", "mnb-over-chance"]
    func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      parts.map {
        series.blank(
          $0, status, unit: $0 == "mnb-over-chance" ? "times chance" : "share", of: Self.counted,
          note: note)
      }
    }
    if case .notInThisLog(let reason) = inference.availability {
      return blanks(.notInThisLog(reason))
    }
    guard inference.pairs > 0 else {
      return blanks(.empty, "no subscriber has records on two consecutive days")
    }
    var shares = ClusteredShares(parts: 2, clusters: inference.links.count)
    for (cluster, tally) in inference.links.enumerated() {
      shares.observe(cluster: cluster, count: tally.pairs)
      shares.count(0, cluster: cluster, count: tally.byBayes)
      shares.count(1, cluster: cluster, count: tally.byJaccard)
    }
    let estimates = shares.estimates(bootstrap)
    guard estimates.count == 2 else { return blanks(.empty) }
    let note = inference.note
    let chance = Figure(
      measure: about.id, part: "chance", regime: inference.regime, knowledge: .k3,
      status: .computed, value: inference.chance, unit: "share", denominator: inference.pairs,
      denominatorOf: "pairs of days", intervalMethod: "none: follows from who was present")
    return [
      series.figure("mnb", estimates[0], unit: "share", of: Self.counted, note: note),
      series.figure("jaccard", estimates[1], unit: "share", of: Self.counted, note: note),
      chance,
      series.figure(
        "mnb-over-chance", estimates[0].scaled(by: 1 / inference.chance), unit: "times chance",
        of: Self.counted, note: note),
    ]
  }
}
