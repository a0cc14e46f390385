package import NATModel
package import Retention

/// E1: how much of what a person set out to visit can be read off the retained log, and how much of
/// what is read off is wrong.
///
/// Parts `precision` and `recall` of (day, site) pairs, `sites-recovered` of (subscriber, site)
/// pairs whatever the day, and `sites-named`, the mean number of sites named per subscriber, for the
/// rule that names a site only where a record's host or an address with a single name gives it;
/// `precision-naive` and `recall-naive` where every name at an address counts as visited. At K2 sites
/// are claimed by page loads (``PageLoads``); `precision-open` and `recall-open` are the same with
/// half of the sites unknown to the adversary. Days are
/// UTC days; hosts of one registered domain are one site (``SiteNaming``). Shares are summed over subscribers
/// before they are divided (micro-average).
package struct BrowsingRecovered: Measure {
  /// What can be named.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// What the adversary knew.
    package var knowledge: Knowledge.Level
    /// True if the adversary had a map from addresses to names.
    package var hasMap: Bool
    /// The contacts that tell names.
    package var contacts: SiteContacts
    /// At K2, the contacts with half of the sites unknown.
    package var open: SiteContacts?
    /// What a reader must know about the sample.
    package var note = ""
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "browsing-recovered", code: "E1", title: "Browsing recovered", theme: .exposure,
      definition: """
        Recall is the share of the sites that people really visited on a day that somebody reading \
        the retained log would name. Precision is the share of what that reader names that was \
        really visited. Knowledge K0 is the log alone; K1 adds a public map from addresses to the \
        sites served there; K2 adds a crawl of what each site's page loads. Hosts of one registered \
        domain are one site.
        """,
      unit: "share", denominator: "(subscriber, day, site) truly visited, or named",
      misleads: """
        A visited page loads from third parties that nobody chose to visit: they are named too and \
        count as wrong: at K0 and K1 precision is a baseline and not the best that an adversary can \
        do. In a small simulated world few sites share an address, which flatters K1 and K2; a \
        closed world, in which every site was crawled, flatters K2 (see precision-open).
        """,
      citation: """
        D. Anderson, A Question of Trust (2015) 14.34; Hoang et al., arXiv 2102.08332 (sites from \
        destination addresses).
        """,
      headline: "recall", needsTruth: true, knowledge: [.k0, .k1, .k2],
      literature: """
        84 % of more than 200,000 sites, 95 % of popular sensitive ones (Hoang et al. 2021): of sites \
        loaded one at a time from a crawl, while here visits of a household overlap, pages are taken \
        from caches, and connections by IPv6 never pass the NAT.
        """)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    if knowledge.level == .k2 { return inferPages(from: log, knowledge, asked) }
    return Inference(
      regime: log.regime, availability: log.availability, knowledge: knowledge.level,
      hasMap: !knowledge.names.isEmpty,
      contacts: SiteContacts(
        log: log, names: knowledge.level == .k0 ? [:] : knowledge.names,
        naming: knowledge.sites))
  }

  private func inferPages(
    from log: RetainedLog, _ knowledge: Knowledge, _ asked: Asked
  ) -> Inference {
    guard let known = knowledge.fingerprints, log.isAvailable else {
      return Inference(
        regime: log.regime, availability: log.availability, knowledge: .k2,
        hasMap: knowledge.fingerprints != nil, contacts: SiteContacts(log: log, names: [:]))
    }
    let traces = asked.traces(of: log, limit: InferredVisits.mostSubscribers)
    func contacts(_ loads: PageLoads) -> SiteContacts {
      SiteContacts(loads, traces: traces, log: log, naming: knowledge.sites)
    }
    return Inference(
      regime: log.regime, availability: log.availability, knowledge: .k2, hasMap: true,
      contacts: contacts(asked.pageLoads(of: log, known)),
      open: contacts(
        PageLoads(traces, log: log, fingerprints: known.thinned(keeping: 0.5))),
      note: traces.sampleNote)
  }

  private static let pairs = "(subscriber, day, site)"
  private static let parts: [(name: String, counted: String)] = [
    ("precision", pairs + " named"), ("recall", pairs + " visited"),
    ("precision-naive", pairs + " named"), ("recall-naive", pairs + " visited"),
    ("sites-recovered", "(subscriber, site) visited"),
  ]

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let series = FigureSeries(
      measure: about.id, regime: inference.regime, knowledge: inference.knowledge)
    func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      Self.parts.map { series.blank($0.name, status, unit: "share", of: $0.counted, note: note) }
    }
    func unnamed(_ status: Figure.Status, _ note: String = "") -> Figure {
      series.blank("sites-named", status, unit: "sites", of: "subscribers", note: note)
    }
    if case .notInThisLog(let reason) = inference.availability {
      return blanks(.notInThisLog(reason)) + [unnamed(.notInThisLog(reason))]
    }
    if inference.knowledge != .k0 && !inference.hasMap {
      let note =
        inference.knowledge == .k2
        ? "no list of what pages load was given" : "no map from addresses to names was given"
      return blanks(.empty, note) + [unnamed(.empty, note)]
    }
    var visits = truth?.visits ?? []
    if !inference.note.isEmpty {
      let sampled = Set(inference.contacts.subscribers)
      visits.removeAll { !sampled.contains($0.subscriber) }
    }
    let score = BrowsingScore(inference.contacts, visits: visits)
    let obstacle = obstacle(inference)
    let shares =
      visits.isEmpty
      ? blanks(.needsTruth)
      : shares(score, series, obstacle: obstacle) + open(inference, visits, series, obstacle)
    let subscribers = inference.contacts.subscribers.count
    if subscribers == 0 { return shares + [unnamed(.empty, "no subscriber is known")] }
    if let obstacle {
      let zero = series.zero(
        "sites-named", unit: "sites", denominator: subscribers, of: "subscribers",
        because: obstacle)
      return shares + [zero]
    }
    let named = score.abstaining.prefix(subscribers).map { Double($0.sitesNamed) }
    return shares
      + ClusteredSample(onePerCluster: named).estimates([.mean], bootstrap).map {
        series.figure("sites-named", $0, unit: "sites", of: "subscribers")
      }
  }

  /// Precision and recall with half of the sites unknown; none below K2.
  private func open(
    _ inference: Inference, _ visits: [Truth.Visit], _ series: FigureSeries, _ obstacle: String?
  ) -> [Figure] {
    guard let open = inference.open, obstacle == nil else { return [] }
    return shares(BrowsingScore(open, visits: visits), series, obstacle: nil).prefix(2).map {
      var figure = $0
      figure.part += "-open"
      figure.note = "half of the sites are unknown to the reader"
      return figure
    }
  }

  /// Why nothing can be named, or `nil` if the log holds what could be.
  private func obstacle(_ inference: Inference) -> String? {
    let contacts = inference.contacts
    if contacts.statesHost { return nil }
    if inference.knowledge == .k0 { return "no record states a host name" }
    return contacts.statesAddress ? nil : "no record states a destination"
  }

  private func shares(
    _ score: BrowsingScore, _ series: FigureSeries, obstacle: String?
  ) -> [Figure] {
    let abstaining = score.abstaining
    let naive = score.naive
    let counts: [(above: [Int], below: [Int])] = [
      (abstaining.map(\.right), abstaining.map(\.named)),
      (abstaining.map(\.right), score.visited),
      (naive.map(\.right), naive.map(\.named)),
      (naive.map(\.right), score.visited),
      (abstaining.map(\.sitesRight), score.sitesVisited),
    ]
    return zip(Self.parts, counts).map { part, counts in
      let total = counts.below.reduce(0, +)
      if total == 0 {
        return series.blank(
          part.name, .empty, unit: "share", of: part.counted, note: "nothing is named")
      }
      if let obstacle {
        return series.zero(
          part.name, unit: "share", denominator: total, of: part.counted, because: obstacle,
          subscribers: counts.below.count { $0 > 0 })
      }
      var shares = ClusteredShares(parts: 1, clusters: counts.below.count)
      for cluster in counts.below.indices {
        shares.observe(cluster: cluster, count: counts.below[cluster])
        shares.count(0, cluster: cluster, count: counts.above[cluster])
      }
      guard let estimate = shares.estimates(bootstrap).first else {
        return series.blank(part.name, .empty, unit: "share", of: part.counted)
      }
      return series.figure(part.name, estimate, unit: "share", of: part.counted)
    }
  }
}
