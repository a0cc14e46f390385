package import NATModel

/// A few things that somebody knows about a person from elsewhere: on which site they were, and
/// about when, on one day.
///
/// Drawn from truth, the same in every run. An inference gets the facts; the names of the persons
/// stay with the scoring, which draws again.
package struct Dossiers: Sendable {
  /// One thing known.
  package struct Fact: Hashable, Sendable {
    /// The site's host name.
    package var site: String
    /// When the visit began; known to ``Dossiers/precision``.
    package var time: Timestamp
  }

  /// Facts about one person on one UTC day, in the order in which they are used.
  package struct Dossier: Hashable, Sendable {
    /// Days since 1970 UTC.
    package var day: Int
    /// ``Dossiers/facts`` facts.
    package var facts: [Fact]
  }

  /// Facts in a dossier.
  package static let facts = 5
  /// Dossiers drawn at most.
  package static let most = 500
  /// How well a time is known: so many nanoseconds either way (5 minutes).
  package static let precision: Int64 = 300_000_000_000

  /// What is known.
  package let dossiers: [Dossier]
  /// Whom each dossier is about.
  package let persons: [String]

  private static let day: Int64 = 86_400_000_000_000

  /// One dossier for each of up to ``most`` subscribers with enough visits on one day.
  /// - Complexity: O(n log n) in the number of visits.
  package init(_ truth: Truth, seed: UInt64 = 0x646f_7373) {
    struct Day: Hashable {
      var subscriber: String
      var day: Int
    }
    var visits: [Day: [Fact]] = [:]
    for visit in truth.visits {
      let day = Int(visit.time.nanoseconds / Dossiers.day)
      visits[Day(subscriber: visit.subscriber, day: day), default: []].append(
        Fact(site: visit.site, time: visit.time))
    }
    let candidates = visits.filter { $0.value.count >= Dossiers.facts }.keys.sorted {
      ($0.subscriber, $0.day) < ($1.subscriber, $1.day)
    }
    let persons = Set(candidates.map(\.subscriber)).sorted()
    let random = CounterRandom(seed: seed)
    let order = persons.indices.sorted {
      (random.bits(UInt64($0)), $0) < (random.bits(UInt64($1)), $1)
    }
    var dossiers: [Dossier] = []
    var chosen: [String] = []
    let days = Dictionary(grouping: candidates, by: \.subscriber)
    for place in order.prefix(Dossiers.most) {
      let own = days[persons[place]] ?? []
      var draws = DrawSource(CounterRandom(seed: seed &+ 1, stream: UInt64(place)))
      let day = own[draws.below(own.count)]
      var left = visits[day] ?? []
      var facts: [Fact] = []
      while facts.count < Dossiers.facts { facts.append(left.remove(at: draws.below(left.count))) }
      dossiers.append(Dossier(day: day.day, facts: facts))
      chosen.append(persons[place])
    }
    self.dossiers = dossiers
    self.persons = chosen
  }
}
