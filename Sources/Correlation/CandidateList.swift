package import NATModel

/// Collects consistent records into one candidate for each subscriber.
///
/// The record shown for a subscriber is the one with the earliest start, then the first in place.
package struct CandidateList {
  private var found: [(subscriber: SubscriberID, position: Int)] = []
  /// Consistent records that do not say who held them.
  package private(set) var anonymous = 0

  /// Nothing found yet.
  package init() {}

  /// Takes a consistent record by its position, in any order.
  package mutating func add(_ subscriber: SubscriberID, at position: Int) {
    if subscriber == .unknown { anonymous += 1 } else { found.append((subscriber, position)) }
  }

  /// One candidate for each subscriber, in order of id; `make` turns the first position into one.
  ///
  /// Lower positions must be earlier records.
  /// - Complexity: O(k log k) in the number of records found.
  package mutating func candidates(_ make: (Int) -> Candidate) -> [Candidate] {
    if found.count > 1 {
      found.sort {
        $0.subscriber == $1.subscriber
          ? $0.position < $1.position : $0.subscriber < $1.subscriber
      }
    }
    var candidates: [Candidate] = []
    var index = 0
    while index < found.count {
      let first = found[index]
      var next = index + 1
      while next < found.count, found[next].subscriber == first.subscriber { next += 1 }
      var candidate = make(first.position)
      candidate.records = next - index
      candidates.append(candidate)
      index = next
    }
    return candidates
  }

  /// How likely each of at least two candidates is; in the order of ``candidates(_:)``, which must
  /// have been called.
  ///
  /// - Parameters:
  ///   - density: where in time the act may have happened.
  ///   - held: when the record at a position may have been held.
  /// - Returns: shares that add up to 1; empty for fewer than two candidates.
  package func posterior(_ density: TimeDensity, _ held: (Int) -> TimeSpan) -> [Double] {
    var masses: [Double] = []
    var index = 0
    while index < found.count {
      var next = index + 1
      while next < found.count, found[next].subscriber == found[index].subscriber { next += 1 }
      masses.append(density.mass(ofUnion: found[index..<next].map { held($0.position) }))
      index = next
    }
    let total = masses.reduce(0, +)
    guard masses.count > 1 else { return [] }
    // A record that meets the window in an instant only has no mass; then all count alike.
    guard total > 0 else { return masses.map { _ in 1 / Double(masses.count) } }
    return masses.map { $0 / total }
  }
}
