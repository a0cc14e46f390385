package import NATModel
package import Retention

/// Which sites a retained log lets somebody name, by subscriber and UTC day.
///
/// A record with a host name names that host. A record with an address alone names what the
/// adversary's map says is served there, which may be nothing, one site or many. Each (subscriber,
/// day, source of the names) is kept once, so memory grows with distinct contacts and not with the
/// number of names at an address.
package struct SiteContacts: Sendable {
  /// One source of names seen on one day.
  package struct Contact: Hashable, Sendable, BitwiseCopyable {
    /// Position in ``SiteContacts/subscribers``.
    package var subscriber: Int32
    /// Days since 1970-01-01 UTC at the start of the record.
    package var day: Int32
    /// Position in ``SiteContacts/sources``.
    package var source: Int32
  }

  /// Provider's names of all subscribers, in order.
  package private(set) var subscribers: [String]
  /// Every distinct contact, by subscriber and day; those of one day stand in order of time.
  package private(set) var contacts: [Contact] = []
  /// Names told by each source: positions in ``sites``, ascending.
  package private(set) var sources: [[Int]] = []
  /// Sites, in order of first appearance.
  package private(set) var sites: [String] = []
  /// Which site a host name belongs to.
  package let naming: SiteNaming
  /// True if a record states a host name.
  package private(set) var statesHost = false
  /// True if a record states a remote address.
  package private(set) var statesAddress = false

  /// An address without names.
  private static let silent: Int32 = -1
  /// An address or host that no record had so far.
  private static let unknown: Int32 = -2
  private static let nanosecondsPerDay: Int64 = 86_400_000_000_000

  /// What the log names to somebody who knows `names` (empty: the log's own host names only).
  ///
  /// Records without a time name nothing: there is no day to put them on.
  package init(
    log: RetainedLog, names: [IPAddress: [String]], naming: SiteNaming = .hosts
  ) {
    self.naming = naming
    subscribers = log.subscribers.map { log.identity(of: $0) }
    let names = log.shown(names)
    var siteNumbers: [String: Int] = [:]
    // By number of the host or address; ``unknown`` until the first record with it.
    var hostSources: [Int32] = []
    var addressSources = [Int32](repeating: SiteContacts.unknown, count: log.destinations)
    // Records stand in order of time, so pairs need be told apart within one day only.
    var seen = PairSet()
    var seenDay = Int.min
    var found: [Contact] = []
    log.forEachOutline { _, record in
      if record.destination != 0 { statesAddress = true }
      let source: Int32
      if record.host != .none {
        statesHost = true
        let number = Int(record.host.rawValue)
        while hostSources.count <= number { hostSources.append(SiteContacts.unknown) }
        if hostSources[number] == SiteContacts.unknown {
          hostSources[number] = addSource([log.text(record.host)], &siteNumbers)
        }
        source = hostSources[number]
      } else if record.destination != 0, !names.isEmpty {
        let number = Int(record.destination)
        if addressSources[number] == SiteContacts.unknown {
          addressSources[number] =
            names[log.destination(record.destination)].map { addSource($0, &siteNumbers) }
            ?? SiteContacts.silent
        }
        source = addressSources[number]
      } else {
        return
      }
      guard source != SiteContacts.silent, let span = record.span,
        let index = log.index(of: record.subscriber)
      else { return }
      let day = SiteContacts.day(of: span.start)
      if day != seenDay {
        seen.removeAll()
        seenDay = day
      }
      guard seen.insert(index, Int(source)) else { return }
      found.append(Contact(subscriber: Int32(index), day: Int32(day), source: source))
    }
    contacts = SiteContacts.groupedBySubscriber(found, subscribers: subscribers.count)
  }

  /// The same contacts by subscriber, else in their order.
  ///
  /// O(contacts + subscribers).
  private static func groupedBySubscriber(_ found: [Contact], subscribers: Int) -> [Contact] {
    var next = [Int](repeating: 0, count: subscribers + 1)
    for contact in found { next[Int(contact.subscriber) + 1] += 1 }
    for index in 0..<subscribers { next[index + 1] += next[index] }
    var grouped = [Contact](
      repeating: Contact(subscriber: 0, day: 0, source: 0), count: found.count)
    for contact in found {
      grouped[next[Int(contact.subscriber)]] = contact
      next[Int(contact.subscriber)] += 1
    }
    return grouped
  }

  /// What page loads name: each claim that was told from all others names its site.
  package init(
    _ loads: PageLoads, traces: SubscriberTraces, log: RetainedLog, naming: SiteNaming = .hosts
  ) {
    self.naming = naming
    subscribers = traces.subscribers.map { log.identity(of: log.subscribers[$0]) }
    statesAddress = traces.namesItems
    var siteNumbers: [String: Int] = [:]
    for site in loads.sites { _ = addSource([site], &siteNumbers) }
    var seen: Set<Contact> = []
    for claim in loads.claims where claim.ties == 1 {
      let contact = Contact(
        subscriber: claim.place,
        day: Int32(clamping: SiteContacts.day(of: Timestamp(nanoseconds: claim.time))),
        source: claim.site)
      if seen.insert(contact).inserted { contacts.append(contact) }
    }
  }

  private mutating func addSource(_ names: [String], _ numbers: inout [String: Int]) -> Int32 {
    var positions: Set<Int> = []
    for name in names {
      let site = naming.site(of: name)
      let number = numbers[site] ?? sites.count
      if number == sites.count {
        numbers[site] = number
        sites.append(site)
      }
      positions.insert(number)
    }
    sources.append(positions.sorted())
    return Int32(sources.count - 1)
  }

  /// Days since 1970-01-01 UTC.
  package static func day(of instant: Timestamp) -> Int {
    let quotient = instant.nanoseconds / nanosecondsPerDay
    return Int(instant.nanoseconds % nanosecondsPerDay < 0 ? quotient - 1 : quotient)
  }
}
