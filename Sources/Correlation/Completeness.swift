package import NATModel

/// For which times a log can be trusted to hold everything.
///
/// Decides between "nobody" and "the log cannot know":
/// - a request whose window meets a gap is `undetermined`, whatever was found, because the missing
///   records may name somebody else;
/// - so is one whose window meets a time at which the log's own clock is in doubt;
/// - nobody found and the window lies wholly or partly outside the coverage: `undetermined`;
/// - nobody found inside the coverage: `none`.
package struct Completeness: Hashable, Sendable {
  /// The time that the log covers; `nil` for records that hold at all times.
  package var coverage: TimeSpan?
  /// Intervals in which records are known to be missing, disjoint and in time order.
  package var gaps: [TimeSpan]

  /// Intervals in which the log's times may be wrong by an hour or more, disjoint and in order.
  package var doubts: [TimeSpan]

  /// Completeness from its parts.
  package init(coverage: TimeSpan?, gaps: [TimeSpan] = [], doubts: [TimeSpan] = []) {
    self.coverage = coverage
    self.gaps = gaps
    self.doubts = doubts
  }

  /// Nothing is missing at any time: a configuration, a register.
  package static let always = Completeness(coverage: nil)

  /// The answer of candidates found for a window.
  ///
  /// - Parameters:
  ///   - candidates: one for each subscriber, in order of id.
  ///   - anonymous: consistent records that do not say who held them.
  ///   - window: the instants asked about.
  /// - Returns: the verdict with its candidates and, where needed, the reason.
  package func answer(candidates: [Candidate], anonymous: Int, window: TimeSpan) -> Answer {
    let (verdict, reason) = verdict(
      candidates: candidates.count, anonymous: anonymous, window: window)
    return Answer(verdict: verdict, candidates: candidates, reason: reason)
  }

  /// The verdict of so many candidates found for a window, and the reason where one is needed.
  func verdict(
    candidates: Int, anonymous: Int, window: TimeSpan
  ) -> (verdict: Verdict, reason: String) {
    if meetsGap(window) {
      return (
        .undetermined, "Records are missing at that time, so others may be consistent too."
      )
    }
    if Completeness.meets(doubts, window) {
      return (
        .undetermined, "The log's clock is in doubt at that time: its local hour occurs twice."
      )
    }
    if anonymous > 0 {
      return (.undetermined, "A consistent record does not say who held the address and port.")
    }
    if candidates == 0, let coverage,
      coverage.start > window.start || window.end > coverage.end
    {
      return (
        .undetermined, "The time asked about lies wholly or partly outside what the log covers."
      )
    }
    return (candidates == 0 ? .none : candidates == 1 ? .unique : .ambiguous, "")
  }

  /// True if the window meets a gap.
  /// - Complexity: O(log n) in the number of gaps.
  package func meetsGap(_ window: TimeSpan) -> Bool { Completeness.meets(gaps, window) }

  private static func meets(_ spans: [TimeSpan], _ window: TimeSpan) -> Bool {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = low + (high - low) / 2
      if spans[middle].end <= window.start && spans[middle].start < window.start {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < spans.count && spans[low].overlaps(window)
  }
}
