#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Joins each day's profiles to the day before by multinomial naive Bayes and by Jaccard index.
///
/// Naive Bayes as in Herrmann, Banse and Federrath (Computers & Security 2013): counts become
/// log(1 + count), times the inverse document frequency, normalised to length 1; a class (a profile
/// of the day before) has P(f|c) = (n_fc + 1) / (n_c + F). All classes are as likely as each other.
/// Ties go to nobody: a tie is not a recognition.
package struct DayLinks: Sendable {
  /// How joining went for one subscriber.
  package struct Tally: Hashable, Sendable {
    /// Pairs of consecutive days on both of which the subscriber is present.
    package var pairs = 0
    /// Of these, joined rightly by naive Bayes.
    package var byBayes = 0
    /// Of these, joined rightly by the Jaccard index.
    package var byJaccard = 0
    /// Most pairs in a row.
    package var longestRun = 0
    /// Most pairs in a row that naive Bayes joined rightly.
    package var longestRightRun = 0
    fileprivate var run = 0
    fileprivate var rightRun = 0
    fileprivate var lastDay = Int.min
  }

  /// By place in the traces, those who are never present on two days in a row included.
  package private(set) var tallies: [Tally] = []
  /// Mean over pairs of days and subscribers of one over the number to choose from; 0 without pairs.
  package private(set) var chance = 0.0
  /// Pairs of consecutive days compared.
  package private(set) var pairs = 0

  /// Joins all pairs of consecutive days.
  ///
  /// O(sum over pairs of subscribers × features of one × subscribers that share a feature).
  package init(_ profiles: DayProfiles) {
    let count = (profiles.days.flatMap(\.profiles).map(\.place).max() ?? -1) + 1
    tallies = [Tally](repeating: Tally(), count: count)
    var chances = 0.0
    var trials = 0
    for (before, after) in zip(profiles.days, profiles.days.dropFirst())
    where after.day == before.day + 1 {
      let known = Classes(before.profiles, features: profiles.features)
      let present = Set(before.profiles.map(\.place))
      var isCounted = false
      for profile in after.profiles where present.contains(profile.place) {
        let (bayes, jaccard) = known.best(for: profile)
        tallies[profile.place].add(
          day: after.day, bayes: bayes == profile.place, jaccard: jaccard == profile.place)
        chances += 1 / Double(before.profiles.count)
        trials += 1
        isCounted = true
      }
      if isCounted { pairs += 1 }
    }
    chance = trials == 0 ? 0 : chances / Double(trials)
  }
}

extension DayLinks.Tally {
  fileprivate mutating func add(day: Int, bayes: Bool, jaccard: Bool) {
    pairs += 1
    if bayes { byBayes += 1 }
    if jaccard { byJaccard += 1 }
    let goesOn = day == lastDay + 1
    run = goesOn ? run + 1 : 1
    rightRun = bayes ? (goesOn ? rightRun + 1 : 1) : 0
    longestRun = max(longestRun, run)
    longestRightRun = max(longestRightRun, rightRun)
    lastDay = day
  }
}

/// The profiles of one day as classes to choose from.
private struct Classes {
  private let places: [Int]
  private let sizes: [Int]
  /// log(n_c + F) of each class.
  private let normalizers: [Double]
  /// For each feature: the classes that have it, with log(n_fc + 1).
  private let postings: [UInt32: [(index: Int, weight: Double)]]
  private let inverseFrequency: [UInt32: Double]
  /// For each feature: the classes that have it.
  private let holders: [UInt32: [Int]]

  init(_ profiles: [DayProfiles.Profile], features: Int) {
    places = profiles.map(\.place)
    sizes = profiles.map(\.counts.count)
    var frequency: [UInt32: Int] = [:]
    var holders: [UInt32: [Int]] = [:]
    for (index, profile) in profiles.enumerated() {
      for entry in profile.counts {
        frequency[entry.feature, default: 0] += 1
        holders[entry.feature, default: []].append(index)
      }
    }
    self.holders = holders
    let total = Double(profiles.count)
    inverseFrequency = frequency.mapValues { log(total / Double($0)) }
    var postings: [UInt32: [(index: Int, weight: Double)]] = [:]
    var normalizers: [Double] = []
    for (index, profile) in profiles.enumerated() {
      let weighted = Classes.weighted(profile, inverseFrequency)
      var sum = 0.0
      for (feature, weight) in weighted {
        postings[feature, default: []].append((index, log1p(weight)))
        sum += weight
      }
      normalizers.append(log(sum + Double(features)))
    }
    self.postings = postings
    self.normalizers = normalizers
  }

  /// log(1 + count) × inverse document frequency, normalised to length 1; features that every class
  /// has, or none, weigh nothing.
  private static func weighted(
    _ profile: DayProfiles.Profile, _ inverse: [UInt32: Double]
  ) -> [(feature: UInt32, weight: Double)] {
    let raw = profile.counts.compactMap { entry -> (feature: UInt32, weight: Double)? in
      guard let idf = inverse[entry.feature], idf > 0 else { return nil }
      return (entry.feature, log1p(Double(entry.count)) * idf)
    }
    let length = raw.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
    return length == 0 ? [] : raw.map { ($0.feature, $0.weight / length) }
  }

  /// The place that each rule takes a profile for, or `nil` for a tie.
  func best(for profile: DayProfiles.Profile) -> (bayes: Int?, jaccard: Int?) {
    var scores = [Double](repeating: 0, count: places.count)
    var sum = 0.0
    for (feature, weight) in Classes.weighted(profile, inverseFrequency) {
      for (index, likelihood) in postings[feature] ?? [] { scores[index] += weight * likelihood }
      sum += weight
    }
    for index in scores.indices { scores[index] -= sum * normalizers[index] }
    var shared = [Int](repeating: 0, count: places.count)
    for entry in profile.counts {
      for index in holders[entry.feature] ?? [] { shared[index] += 1 }
    }
    let jaccard = shared.indices.map { index in
      Double(shared[index]) / Double(sizes[index] + profile.counts.count - shared[index])
    }
    return (single(scores), single(jaccard))
  }

  /// The place with the single highest score.
  private func single(_ scores: [Double]) -> Int? {
    guard let most = scores.max() else { return nil }
    let first = scores.firstIndex(of: most) ?? 0
    return scores.lastIndex(of: most) == first ? places[first] : nil
  }
}
