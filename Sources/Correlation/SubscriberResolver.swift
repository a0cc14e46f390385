package import NATModel

/// Says whose session, block or address a record is about.
///
/// The assignment of the inside address that holds at the start, in the record's realm or else in
/// none; else the identity that the record states; else the inside address itself (with its realm).
/// Nobody is named for an instant at which the assignments' own clock leaves open who it was.
package struct SubscriberResolver {
  private struct Holding {
    var start: Timestamp
    var end: Timestamp
    var subscriber: SubscriberID
  }

  private typealias Key = AssignmentPairing.Address

  /// Holdings of each address in order of start; a later one ends the earlier.
  private var holdings: [Key: [Holding]] = [:]
  /// When it is in doubt who holds an address, in order of time.
  private let doubts: [AssignmentPairing.Address: [TimeSpan]]
  private var permanent: [Key: SubscriberID] = [:]
  private var byText: [TextID: SubscriberID] = [:]
  private var byAddress: [Key: SubscriberID] = [:]
  private let texts: TextTable
  /// Who is known; grows as records name new subscribers.
  package private(set) var directory: SubscriberDirectory

  /// A resolver over assignments in order of start.
  package init(_ assignments: [Assignment], directory: SubscriberDirectory, texts: TextTable) {
    self.init(assignments, doubts: [:], directory: directory, texts: texts)
  }

  /// A resolver over assignments in order of start, some of which are in doubt at times.
  init(
    _ assignments: [Assignment], doubts: [AssignmentPairing.Address: [TimeSpan]],
    directory: SubscriberDirectory, texts: TextTable
  ) {
    self.directory = directory
    self.doubts = doubts
    self.texts = texts
    for assignment in assignments {
      let key = Key(realm: assignment.realm, inside: assignment.inside)
      if assignment.isPermanent {
        if permanent[key] == nil { permanent[key] = assignment.subscriber }
      } else {
        holdings[key, default: []].append(
          Holding(
            start: assignment.span.start, end: assignment.span.end,
            subscriber: assignment.subscriber))
      }
    }
  }

  /// The subscriber of a record; ``SubscriberID/unknown`` if it says nothing about who.
  ///
  /// - Complexity: O(log n) in the number of assignments of the address.
  package mutating func subscriber(
    realm: TextID, inside: IPAddress?, text: TextID, at time: Timestamp
  ) -> SubscriberID {
    if let inside {
      for space in realm == .none ? [realm] : [realm, .none] {
        let key = Key(realm: space, inside: inside)
        guard !isDoubtful(key, at: time) else { return .unknown }
        if let holder = holder(key, at: time) { return holder }
      }
    }
    if text != .none { return subscriber(named: text) }
    guard let inside else { return .unknown }
    let key = Key(realm: realm, inside: inside)
    if let known = byAddress[key] { return known }
    let id = directory.id(
      of: SubscriberResolver.identity(realm: realm, inside: inside, texts: texts))
    byAddress[key] = id
    return id
  }

  /// True if an address is assigned for a time, so that its subscriber depends on when.
  func changesHands(realm: TextID, inside: IPAddress?) -> Bool {
    guard let inside, !holdings.isEmpty else { return false }
    return holdings[Key(realm: realm, inside: inside)] != nil
      || holdings[Key(realm: .none, inside: inside)] != nil
  }

  /// True if an address has different holders, or perhaps none, before and after a doubt about a time.
  private func isDoubtful(_ key: Key, at time: Timestamp) -> Bool {
    guard !doubts.isEmpty, let doubt = doubts[key]?.first(where: { $0.contains(time) }) else {
      return false
    }
    return holder(key, at: doubt.start.advanced(by: -1)) != holder(key, at: doubt.end)
  }

  /// The subscriber to whom an address is assigned at a time, if anybody.
  private func holder(_ key: Key, at time: Timestamp) -> SubscriberID? {
    if let list = holdings[key] {
      var low = 0
      var high = list.count
      while low < high {
        let middle = low + (high - low) / 2
        if list[middle].start <= time { low = middle + 1 } else { high = middle }
      }
      if low > 0, time < list[low - 1].end { return list[low - 1].subscriber }
    }
    return permanent[key]
  }

  private mutating func subscriber(named text: TextID) -> SubscriberID {
    if let known = byText[text] { return known }
    let id = directory.id(of: texts.string(text))
    byText[text] = id
    return id
  }

  /// The identity of a subscriber known only by an inside address: `100.64.0.2`, `vrf1/10.0.0.1`.
  package static func identity(realm: TextID, inside: IPAddress, texts: TextTable) -> String {
    realm == .none ? inside.description : texts.string(realm) + "/" + inside.description
  }
}
