package import NATModel
package import Retention

/// Visits that a reader with page-load fingerprints (K2) infers, ready to be scored: what the
/// measures of leakage, special categories and profiles have in common.
package struct InferredVisits: Sendable {
  /// Id of the regime.
  package let regime: String
  /// Whether the inputs hold what the regime keeps.
  package let availability: RetainedLog.Availability
  /// Provider's names of the subscribers looked at, by place.
  package private(set) var subscribers: [String] = []
  /// Which site a host name belongs to.
  package let naming: SiteNaming
  /// Host names of the pages that can be claimed.
  package private(set) var hosts: [String] = []
  /// The site of each, in the same order: several pages may be of one.
  package private(set) var sites: [String] = []
  /// Claims by place, then by time; those that tie with other sites included.
  package private(set) var claims: [PageLoads.Claim] = []
  /// Why there are no claims although the regime is kept, or `nil`.
  package private(set) var obstacle: Figure.Status?
  /// What a reader must know about the sample.
  package private(set) var note = ""

  /// Subscribers looked at, at most: comparing pages costs far more than reading records.
  package static let mostSubscribers = 200

  /// What page loads tell from a log.
  package init(log: RetainedLog, knowing knowledge: Knowledge, asked: Asked) {
    regime = log.regime
    availability = log.availability
    naming = knowledge.sites
    guard log.isAvailable else {
      if case .notInThisLog(let reason) = log.availability { obstacle = .notInThisLog(reason) }
      return
    }
    guard let fingerprints = knowledge.fingerprints else {
      obstacle = .empty
      note = "no list of what pages load was given"
      return
    }
    let traces = asked.traces(of: log, limit: InferredVisits.mostSubscribers)
    subscribers = traces.subscribers.map { log.identity(of: log.subscribers[$0]) }
    note = traces.sampleNote
    guard traces.namesItems else {
      obstacle = .unanswerable(
        "The regime keeps no destination, and this reader tells no site from times alone.")
      return
    }
    let loads = asked.pageLoads(of: log, fingerprints)
    hosts = loads.sites
    sites = hosts.map { knowledge.sites.site(of: $0) }
    claims = loads.claims
  }

  /// Claims of each subscriber, by place.
  package var claimsByPlace: [ArraySlice<PageLoads.Claim>] {
    var slices: [ArraySlice<PageLoads.Claim>] = []
    var start = 0
    for place in subscribers.indices {
      var end = start
      while end < claims.count, claims[end].place == place { end += 1 }
      slices.append(claims[start..<end])
      start = end
    }
    return slices
  }

  /// Visits of each subscriber by place, in time order.
  package func visits(of truth: Truth) -> [[Truth.Visit]] {
    var places: [String: Int] = [:]
    for (place, name) in subscribers.enumerated() { places[name] = place }
    var visits = [[Truth.Visit]](repeating: [], count: subscribers.count)
    for visit in truth.visits {
      if let place = places[visit.subscriber] { visits[place].append(visit) }
    }
    return visits
  }
}
