package import NATModel
package import Retention

/// Which subscribers' records are consistent with a fact known from elsewhere.
package struct FactSearch: Sendable {
  private let traces: SubscriberTraces
  /// Which site a host name belongs to.
  private let naming: SiteNaming
  /// Items of the log by which a site shows, by site.
  private let itemsOfSite: [String: Set<UInt32>]
  /// For each subscriber: the latest end of a record up to each position.
  private let latestEnds: [[Int64]]

  private static let day: Int64 = 86_400_000_000_000

  /// A search over traces for somebody with a map from addresses to names.
  package init(
    _ traces: SubscriberTraces, log: RetainedLog, names: [IPAddress: [String]],
    naming: SiteNaming = .hosts
  ) {
    self.traces = traces
    self.naming = naming
    var addresses: [String: [IPAddress]] = [:]
    for (address, served) in names {
      for name in served { addresses[naming.site(of: name), default: []].append(address) }
    }
    var itemOfAddress: [IPAddress: UInt32] = [:]
    var found: [String: Set<UInt32>] = [:]
    for (number, item) in traces.items.enumerated() {
      switch item {
      case .address(let address): itemOfAddress[address] = UInt32(number)
      case .host(let name):
        found[naming.site(of: name), default: []].insert(UInt32(number))
      }
    }
    for (name, servers) in addresses {
      for server in servers {
        if let item = itemOfAddress[log.appearance(of: server)] {
          found[name, default: []].insert(item)
        }
      }
    }
    itemsOfSite = found
    latestEnds = traces.subscribers.indices.map { place in
      var latest = Int64.min
      return traces.points(at: place).map { point in
        latest = max(latest, point.end)
        return latest
      }
    }
  }

  /// Places of the subscribers with a record that meets a UTC day, ascending.
  package func active(on day: Int) -> [Int32] {
    let start = Int64(day) * FactSearch.day
    return traces.subscribers.indices.filter { isRecorded($0, start, start + FactSearch.day) }
      .map { Int32($0) }
  }

  /// Those among `places` whose records are consistent with a fact.
  package func consistent(_ places: [Int32], with fact: Dossiers.Fact) -> [Int32] {
    let start = fact.time.advanced(by: -Dossiers.precision).nanoseconds
    let end = fact.time.advanced(by: Dossiers.precision).nanoseconds
    guard traces.namesItems else { return places.filter { isRecorded(Int($0), start, end) } }
    let items = itemsOfSite[naming.site(of: fact.site)] ?? []
    guard !items.isEmpty else { return [] }
    return places.filter { place in
      let points = traces.points(at: Int(place))
      var index = first(in: points, from: start)
      while index < points.endIndex, points[index].start < end {
        if items.contains(points[index].item) { return true }
        index += 1
      }
      return false
    }
  }

  /// True if a record of the subscriber meets `[start, end)`.
  private func isRecorded(_ place: Int, _ start: Int64, _ end: Int64) -> Bool {
    let points = traces.points(at: place)
    let after = first(in: points, from: end)
    guard after > points.startIndex else { return false }
    let last = after - 1
    return latestEnds[place][last - points.startIndex] > start || points[last].start >= start
  }

  /// The first point that starts at or after an instant.
  private func first(in points: ArraySlice<SubscriberTraces.Point>, from instant: Int64) -> Int {
    var low = points.startIndex
    var high = points.endIndex
    while low < high {
      let middle = (low + high) / 2
      if points[middle].start < instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
