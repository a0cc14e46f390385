package import NATModel

/// For which times a log can be trusted to hold everything.
///
/// Decides between "nobody" and "the log cannot know":
/// - a request whose window meets a gap is `undetermined`, whatever was found, because the missing
///   records may name somebody else;
/// - nobody found and the window lies wholly or partly outside the coverage: `undetermined`;
/// - nobody found inside the coverage: `none`.
package struct Completeness: Hashable, Sendable {
  /// The time that the log covers; `nil` for records that hold at all times.
  package var coverage: TimeSpan?
  /// Intervals in which records are known to be missing, disjoint and in time order.
  package var gaps: [TimeSpan]

  /// Completeness from its parts.
  package init(coverage: TimeSpan?, gaps: [TimeSpan] = []) {
    self.coverage = coverage
    self.gaps = gaps
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
    if meetsGap(window) {
      return Answer(
        verdict: .undetermined, candidates: candidates,
        reason: "Records are missing at that time, so others may be consistent too.")
    }
    if anonymous > 0 {
      return Answer(
        verdict: .undetermined, candidates: candidates,
        reason: "A consistent record does not say who held the address and port.")
    }
    if candidates.isEmpty, let coverage {
      guard coverage.start <= window.start, window.end <= coverage.end else {
        return Answer(
          verdict: .undetermined,
          reason: "The time asked about lies wholly or partly outside what the log covers.")
      }
    }
    return Answer(candidates: candidates)
  }

  /// True if the window meets a gap.
  /// - Complexity: O(log n) in the number of gaps.
  package func meetsGap(_ window: TimeSpan) -> Bool {
    var low = 0
    var high = gaps.count
    while low < high {
      let middle = low + (high - low) / 2
      if gaps[middle].end <= window.start && gaps[middle].start < window.start {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < gaps.count && gaps[low].overlaps(window)
  }
}
