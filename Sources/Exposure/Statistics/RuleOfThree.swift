/// The interval of a share when nothing, or everything, was seen.
///
/// With no event in `n` independent trials, any share above `3 / n` would have shown one with a
/// probability of at least 95 % (`(1 - 3/n)^n < e^-3 < 0.05`; Hanley and Lippman-Hand, JAMA 1983).
package enum RuleOfThree {
  /// `0...3/n`, cut at 1, or `nil` without trials.
  package static func noneSeen(in trials: Int) -> ClosedRange<Double>? {
    trials > 0 ? 0...min(1, 3 / Double(trials)) : nil
  }

  /// `1-3/n...1`, cut at 0, or `nil` without trials.
  package static func allSeen(in trials: Int) -> ClosedRange<Double>? {
    trials > 0 ? max(0, 1 - 3 / Double(trials))...1 : nil
  }
}
