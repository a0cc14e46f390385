package import NATModel

/// Names of subscribers by id: a user name, a customer number, or the inside address itself.
///
/// Ids are given in order of first appearance, so they do not depend on threads.
package struct SubscriberDirectory: Sendable {
  private var identities: [String] = []
  private var ids: [String: SubscriberID] = [:]

  /// An empty directory.
  package init() {}

  /// Number of subscribers.
  package var count: Int { identities.count }

  /// All ids in order.
  package var all: [SubscriberID] { identities.indices.map { SubscriberID(rawValue: UInt32($0)) } }

  /// The id of an identity, given out on first sight.
  package mutating func id(of identity: String) -> SubscriberID {
    if let known = ids[identity] { return known }
    let id = SubscriberID(rawValue: UInt32(identities.count))
    identities.append(identity)
    ids[identity] = id
    return id
  }

  /// The id of an identity that is already known.
  package func find(_ identity: String) -> SubscriberID? { ids[identity] }

  /// The identity behind an id; `?` for ``SubscriberID/unknown``.
  package func identity(of id: SubscriberID) -> String {
    Int(id.rawValue) < identities.count ? identities[Int(id.rawValue)] : "?"
  }
}
