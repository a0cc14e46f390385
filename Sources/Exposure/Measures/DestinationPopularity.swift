package import NATModel
package import Retention

/// H3: how often a destination instead of a port finds the right subscriber, by how many contacts
/// the destination has.
///
/// Requests of the type `address+destination`, in classes by the contacts that the retained log
/// itself shows: records with this destination per subscriber and day. Parts `right-rare` (at most
/// ``Class/rare`` contacts), `right-middle`, `right-common` and `right-top` (more than
/// ``Class/top``): the share of the class's requests answered with the right subscriber alone; and
/// `contacts-…`, the mean number of contacts in the class. Under independent Poisson contacts the
/// share of unique answers is exp(-(N - 1) × r × W) for N sharers, r contacts and a window W; real
/// contacts come in bursts.
package struct DestinationPopularity: Measure {
  /// Classes of destinations, by contacts per subscriber and day.
  package enum Class: String, CaseIterable, Sendable {
    /// At most 0.1.
    case rare
    /// More, up to 1.
    case middle
    /// More, up to 10.
    case common
    /// More than 10.
    case top

    /// The class of a number of contacts.
    package init(contacts: Double) {
      self = contacts <= 0.1 ? .rare : contacts <= 1 ? .middle : contacts <= 10 ? .common : .top
    }
  }

  /// The answers and how often each destination is contacted.
  package struct Inference: Sendable {
    /// The answers.
    package var answered: AnsweredRequests
    /// For each answer to an `address+destination` request: contacts per subscriber and day.
    package var contacts: [Double]
    /// True if a record states a destination.
    package var statesDestination: Bool
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "destination-popularity", code: "H3", title: "Answers by popularity of the site",
      theme: .attribution,
      definition: """
        Where a server logged no port, its own address is asked for instead. The share of such \
        requests that find the right subscriber alone, for servers that few people contact and for \
        servers that everybody contacts.
        """,
      unit: "share", denominator: "requests with known truth, by class of destination",
      misleads: """
        It depends on how many share an address and on the clock error allowed for: with 32 sharers \
        even common servers can do, with 2,500 hardly any. An address that serves many sites counts \
        as one destination.
        """,
      citation: "Evidence catalogue H.0 and H.1: exp(-(N-1) r W); request mix by site.",
      headline: "right-common", needsTruth: true)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    var counts = [Int](repeating: 0, count: log.destinations)
    log.forEachOutline { _, record in counts[Int(record.destination)] += 1 }
    var contacts: [IPAddress: Double] = [:]
    let days = CoverageDuration(log.coverage)?.days ?? 1
    let personDays = days * Double(max(1, log.subscribers.count))
    for number in counts.indices.dropFirst() where counts[number] > 0 {
      contacts[log.destination(UInt32(number))] = Double(counts[number]) / personDays
    }
    return Inference(
      answered: asked.answers(of: log),
      contacts: asked.requests.compactMap { request in
        guard let reduced = request.reduced(to: .addressDestination) else { return nil }
        return reduced.destination.map { contacts[log.appearance(of: $0)] ?? 0 } ?? 0
      }, statesDestination: !contacts.isEmpty)
  }

  private static let counted = "requests with known truth"

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    let kind = RequestKind.addressDestination
    let series = FigureSeries(
      measure: about.id, regime: inference.answered.regime, request: kind)
    func blanks(_ status: Figure.Status, _ note: String = "") -> [Figure] {
      Class.allCases.flatMap { group in
        [
          series.blank(
            "right-\(group)", status, unit: "share", of: Self.counted, note: note),
          series.blank(
            "contacts-\(group)", status, unit: "contacts per subscriber-day", of: "requests",
            note: note),
        ]
      }
    }
    if let obstacle = inference.answered.obstacle(kind) {
      return blanks(obstacle, obstacle == .empty ? "no request knows enough for this type" : "")
    }
    guard inference.statesDestination else {
      return blanks(.unanswerable("No record states a destination."))
    }
    let scored = ScoredRequests(inference.answered, kind: kind, truth: truth)
    guard scored.isScored else { return blanks(.needsTruth) }
    return Class.allCases.flatMap { group in
      figures(of: group, scored, inference.contacts, series)
    }
  }

  private func figures(
    of group: Class, _ scored: ScoredRequests, _ contacts: [Double], _ series: FigureSeries
  ) -> [Figure] {
    var shares = ClusteredShares(parts: 1, clusters: scored.clusters)
    var rates = ClusteredSample()
    for (entry, contacts) in zip(scored.entries, contacts)
    where entry.isKnown && Class(contacts: contacts) == group {
      shares.observe(cluster: entry.cluster)
      rates.add(contacts, cluster: entry.cluster)
      if entry.answer.verdict == .unique, entry.hasRight { shares.count(0, cluster: entry.cluster) }
    }
    guard let share = shares.estimates(bootstrap).first,
      let rate = rates.estimates([.mean], bootstrap).first
    else {
      let note = "no request is about such a destination"
      return [
        series.blank("right-\(group)", .empty, unit: "share", of: Self.counted, note: note),
        series.blank(
          "contacts-\(group)", .empty, unit: "contacts per subscriber-day", of: "requests",
          note: note),
      ]
    }
    return [
      series.figure("right-\(group)", share, unit: "share", of: Self.counted),
      series.figure(
        "contacts-\(group)", rate, unit: "contacts per subscriber-day", of: "requests"),
    ]
  }
}
