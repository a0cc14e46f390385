package import NATModel
package import Retention

/// E3: how many subscribers a reader of the log would label with a special category, and how many of
/// them wrongly.
///
/// A subscriber is labelled with a category if at least m (day, site) pairs of it are claimed from
/// page loads (K2). Parts, for m = 1, 3 and 10 (`-m1`, `-m3`, `-m10`): `labelled` in at least one
/// category of Article 9(1) GDPR; `labelled-sensitive` in one that is sensitive without being
/// listed there; with truth also `visited`, the share who really visited a listed one so often;
/// `right`, the share of labels that are right; `false-per-1000`, people per 1,000 labelled in a
/// category of which they visited no site at all. Besides `told-categories`: the number of categories
/// of that article in which labels (m = 1) and real visits go together more than by chance, by
/// Fisher's exact test at 5 % after Holm's correction over all categories that were looked at.
package struct SpecialCategories: Measure {
  /// What was claimed of each subscriber.
  package struct Inference: Sendable {
    /// The visits inferred.
    package var visits: InferredVisits
    /// The categories, or `nil` if no list was given.
    package var categories: CategoryList?
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap
  /// Least numbers of (day, site) pairs.
  package static let thresholds = [1, 3, 10]

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "special-categories", code: "E3", title: "Labelled with a special category",
      theme: .exposure,
      definition: """
        The share of subscribers whom somebody reading the log would label with health, religion, \
        politics, trade union, ethnicity or sexuality because sites of that kind are claimed to \
        have been visited; and how many people get such a label wrongly. Hosts of one registered \
        domain are one site.
        """,
      unit: "share", denominator: "subscribers",
      misleads: """
        A visit to a site of a category says nothing certain about the visitor. How many sites have \
        a category, and who visits them, is set by the model in a simulated world: compare regimes, \
        not countries. A line is shared by a household, so a label falls on all of it.
        """,
      citation: """
        GDPR Art. 9(1); Court of Justice C-184/20 (indirect disclosure); Matic et al., IMC 2020 \
        (sensitive URLs).
        """,
      headline: "labelled-m1", needsTruth: true, knowledge: [.k2])
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    Inference(
      visits: asked.visits(of: log, knowing: knowledge), categories: knowledge.categories)
  }

  private static let names = [
    "labelled", "labelled-sensitive", "visited", "right", "false-per-1000",
  ]

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.visits.regime, knowledge: .k2)
    func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      Self.names.map { name in
        series.blank(name + "-m1", status, unit: "share", of: "subscribers", note: note)
      }
    }
    if let obstacle = inference.visits.obstacle { return blanks(obstacle, inference.visits.note) }
    guard let list = inference.categories else {
      return blanks(.empty, "no list of categories was given")
    }
    guard !inference.visits.subscribers.isEmpty else {
      return blanks(.empty, "no subscriber is known")
    }
    let told = claimed(inference.visits, list)
    var real: [[String: Int]]?
    if let truth, !truth.visits.isEmpty { real = visited(inference.visits, truth, list) }
    let counted = Self.thresholds.flatMap { least in
      figures(told, real, atLeast: least, series, inference)
    }
    return counted + [scan(told, real, list, series, inference.visits.note)]
  }

  /// In how many categories a label says something about the person.
  private func scan(
    _ told: [[String: Int]], _ real: [[String: Int]]?, _ list: CategoryList,
    _ series: FigureSeries, _ note: String
  ) -> Figure {
    guard let real else {
      return series.blank("told-categories", .needsTruth, unit: "categories", of: "categories")
    }
    let names = list.names.filter(CategoryList.isListed)
    let chances = names.map { name in
      FisherExact.atLeast(
        both: zip(told, real).count { $0[name] != nil && $1[name] != nil },
        first: told.count { $0[name] != nil }, second: real.count { $0[name] != nil },
        of: told.count)
    }
    let found = HolmCorrection.adjusted(chances).count { $0 < 0.05 }
    return Figure(
      measure: about.id, part: "told-categories", regime: series.regime, knowledge: .k2,
      status: .computed, value: Double(found), unit: "categories", denominator: names.count,
      denominatorOf: "categories",
      intervalMethod: "none: Fisher's exact test, Holm over \(names.count) categories",
      subscribers: told.count, note: note)
  }

  /// (day, site) pairs of each category, by place.
  private func claimed(_ inferred: InferredVisits, _ list: CategoryList) -> [[String: Int]] {
    inferred.claimsByPlace.map { claims in
      counts(
        claims.filter { $0.ties == 1 }.map { claim in
          (
            Timestamp(nanoseconds: claim.time), inferred.hosts[Int(claim.site)],
            inferred.sites[Int(claim.site)]
          )
        }, list)
    }
  }

  private func visited(
    _ inferred: InferredVisits, _ truth: Truth, _ list: CategoryList
  ) -> [[String: Int]] {
    inferred.visits(of: truth).map { visits in
      counts(
        visits.map {
          ($0.time, HostName.canonical($0.site), inferred.naming.site(of: $0.site))
        }, list)
    }
  }

  private struct Labelled: Hashable {
    var day: Int
    var site: String
    var category: String
  }

  /// Distinct days and sites of each category; the list says it of hosts.
  private func counts(
    _ pages: [(time: Timestamp, host: String, site: String)], _ list: CategoryList
  ) -> [String: Int] {
    var labelled: Set<Labelled> = []
    for page in pages {
      guard let category = list.categories[page.host] else { continue }
      labelled.insert(
        Labelled(day: SiteContacts.day(of: page.time), site: page.site, category: category))
    }
    return labelled.reduce(into: [:]) { $0[$1.category, default: 0] += 1 }
  }

  private func figures(
    _ claimed: [[String: Int]], _ visited: [[String: Int]]?, atLeast least: Int,
    _ series: FigureSeries, _ inference: Inference
  ) -> [Figure] {
    let people = claimed.count
    var shares = ClusteredShares(parts: 4, clusters: people)
    var labels = ClusteredShares(parts: 1, clusters: people)
    for place in 0..<people {
      shares.observe(cluster: place)
      let names = claimed[place].filter { $0.value >= least }.keys
      let listed = names.filter(CategoryList.isListed)
      if !listed.isEmpty { shares.count(0, cluster: place) }
      if listed.count < names.count { shares.count(1, cluster: place) }
      guard let real = visited?[place] else { continue }
      if real.contains(where: { CategoryList.isListed($0.key) && $0.value >= least }) {
        shares.count(2, cluster: place)
      }
      let wrong = listed.count { real[$0] == nil }
      labels.observe(cluster: place, count: listed.count)
      labels.count(0, cluster: place, count: listed.count - wrong)
      if wrong > 0 { shares.count(3, cluster: place) }
    }
    let estimates = shares.estimates(bootstrap)
    guard estimates.count == 4 else { return [] }
    let note = inference.visits.note
    func figure(_ name: String, _ estimate: Estimate, _ unit: String, _ of: String) -> Figure {
      series.figure("\(name)-m\(least)", estimate, unit: unit, of: of, note: note)
    }
    let told = [
      figure("labelled", estimates[0], "share", "subscribers"),
      figure("labelled-sensitive", estimates[1], "share", "subscribers"),
    ]
    guard visited != nil else {
      return told
        + ["visited", "right", "false-per-1000"].map { name in
          series.blank(name + "-m\(least)", .needsTruth, unit: "share", of: "subscribers")
        }
    }
    let right =
      labels.estimates(bootstrap).first.map { figure("right", $0, "share", "labels") }
      ?? series.blank(
        "right-m\(least)", .empty, unit: "share", of: "labels", note: "nobody is labelled")
    return told + [
      figure("visited", estimates[2], "share", "subscribers"), right,
      figure(
        "false-per-1000", estimates[3].scaled(by: 1000), "persons per 1,000", "subscribers"),
    ]
  }
}
