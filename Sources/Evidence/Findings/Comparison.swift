import Exposure
import Retention

/// The best record with destinations against the best without, for the same world.
struct Comparison: Sendable {
  private let with: AttributionMatrix.Result
  private let without: AttributionMatrix.Result
  private let withClaim: Claim
  private let withoutClaim: Claim

  /// A comparison, or `nil` if either side has no number.
  init?(with: AttributionMatrix.Result?, without: AttributionMatrix.Result?) {
    guard let with, let without, let withClaim = with.cited.claim(),
      let withoutClaim = without.cited.claim()
    else { return nil }
    self.with = with
    self.without = without
    self.withClaim = withClaim
    self.withoutClaim = withoutClaim
  }

  /// True if the side with destinations is higher and the two intervals do not touch.
  var isClear: Bool {
    guard let higher = with.cited.figure.interval, let lower = without.cited.figure.interval else {
      return with.share > without.share
    }
    return higher.lowerBound > lower.upperBound
  }

  /// Which side did better, with both numbers.
  var sentence: Sentence {
    let verdict =
      if isClear {
        "destinations helped"
      } else if with.share > without.share {
        "destinations helped by less than the margin of error"
      } else if with.share == without.share {
        "destinations made no difference"
      } else {
        "destinations did not help"
      }
    return """
      \(withClaim) with destinations, \(withoutClaim) without (“\(without.regime.title)”): \
      \(verdict)
      """
  }
}
