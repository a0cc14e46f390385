package import NATModel
package import Retention

extension RetainedLog {
  /// Position of a subscriber in ``subscribers``, or `nil` for a subscriber not known.
  ///
  /// Ids are positions in the provider's table (see ``SubscriberID``), so no search is needed.
  package func index(of subscriber: SubscriberID) -> Int? {
    let index = Int(subscriber.rawValue)
    return index < subscribers.count ? index : nil
  }
}

extension RetainedLog {
  /// A map from addresses to names as somebody reads it who sees only what the log shows of an
  /// address: names whose addresses look the same stand together, sorted.
  package func shown(_ names: [IPAddress: [String]]) -> [IPAddress: [String]] {
    guard let first = names.keys.first, appearance(of: first) != first else { return names }
    var shown: [IPAddress: Set<String>] = [:]
    for (address, served) in names { shown[appearance(of: address), default: []].formUnion(served) }
    return shown.mapValues { $0.sorted() }
  }
}
