package import NATModel

/// Named (day, site) pairs counted against true visits, by subscriber.
///
/// Two rules turn contacts into names. *Abstaining*: a source that tells exactly one name gives it,
/// any other nothing. *Naive*: every name a source tells counts as visited.
package struct BrowsingScore: Sendable {
  /// Counts of one subscriber under one rule.
  package struct Tally: Hashable, Sendable {
    /// Distinct (day, site) pairs named.
    package var named = 0
    /// Of these, how many were visited on that day.
    package var right = 0
    /// Distinct sites named on any day; counted for the abstaining rule alone.
    package var sitesNamed = 0
    /// Of the sites truly visited, how many were named on any day; likewise.
    package var sitesRight = 0

    /// Nothing counted.
    package init() {}
  }

  /// Under the abstaining rule; first the log's subscribers in order, then those of truth alone.
  package private(set) var abstaining: [Tally]
  /// Under the naive rule, in the same order.
  package private(set) var naive: [Tally]
  /// Distinct (day, site) pairs truly visited, in the same order.
  package private(set) var visited: [Int]
  /// Distinct sites truly visited, in the same order.
  package private(set) var sitesVisited: [Int]

  private struct DaySite: Hashable {
    var day: Int
    var site: Int
  }

  /// Scores contacts against visits; without visits only the counts of what is named are of use.
  package init(_ contacts: SiteContacts, visits: [Truth.Visit]) {
    var numbers: [String: Int] = [:]
    for (number, name) in contacts.subscribers.enumerated() { numbers[name] = number }
    var sites: [String: Int] = [:]
    for (number, name) in contacts.sites.enumerated() { sites[name] = number }
    var truths = [Set<DaySite>](repeating: [], count: contacts.subscribers.count)
    for visit in visits {
      let number = numbers[visit.subscriber] ?? truths.count
      if number == truths.count {
        numbers[visit.subscriber] = number
        truths.append([])
      }
      let name = contacts.naming.site(of: visit.site)
      let site = sites[name] ?? sites.count
      sites[name] = site
      truths[number].insert(DaySite(day: SiteContacts.day(of: visit.time), site: site))
    }
    visited = truths.map(\.count)
    let truthSites = truths.map { Set($0.map(\.site)) }
    sitesVisited = truthSites.map(\.count)
    abstaining = [Tally](repeating: Tally(), count: truths.count)
    naive = abstaining

    // Contacts stand by subscriber and day, so only one day's names are held at a time; of the
    // whole time, only those of the abstaining rule, one for each contact at most.
    let all = contacts.contacts
    var position = 0
    while position < all.count {
      let holder = all[position].subscriber
      let subscriber = Int(holder)
      var sitesNamed: [Int] = []
      while position < all.count, all[position].subscriber == holder {
        let day = all[position].day
        var single: [Int] = []
        var any: [Int] = []
        while position < all.count, all[position].subscriber == holder, all[position].day == day {
          let told = contacts.sources[Int(all[position].source)]
          any += told
          if told.count == 1 { single += told }
          position += 1
        }
        single.sortAndKeepDistinct()
        any.sortAndKeepDistinct()
        func right(_ named: [Int]) -> Int {
          if truths[subscriber].isEmpty { return 0 }
          return named.count { truths[subscriber].contains(DaySite(day: Int(day), site: $0)) }
        }
        abstaining[subscriber].named += single.count
        abstaining[subscriber].right += right(single)
        naive[subscriber].named += any.count
        naive[subscriber].right += right(any)
        sitesNamed += single
      }
      sitesNamed.sortAndKeepDistinct()
      abstaining[subscriber].sitesNamed = sitesNamed.count
      abstaining[subscriber].sitesRight = sitesNamed.count { truthSites[subscriber].contains($0) }
    }
  }
}

extension [Int] {
  /// Puts the numbers in order and drops repetitions.
  ///
  /// O(n log n).
  fileprivate mutating func sortAndKeepDistinct() {
    sort()
    var kept = 0
    for index in indices where index == 0 || self[index] != self[index - 1] {
      self[kept] = self[index]
      kept += 1
    }
    removeSubrange(kept...)
  }
}
