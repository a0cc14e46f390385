import NATModel

/// A stretch of a flow inside the NAT and the same one outside.
struct SideMatch {
  /// Position of the trace inside.
  var inside: Int
  /// Position of the trace outside.
  var outside: Int
  /// Which end of the trace outside is the NAT.
  var outsideSide: FlowKey.Side
  /// What speaks for it, in bits.
  var bits: Int
  /// The probability that it is right, from 0 to 1.
  var confidence: Double
}

/// What came of looking for the traffic of one side on the other.
struct SideMatching {
  /// Matches that are sure enough, one for each trace outside at most, in the order of the inside.
  var matches: [SideMatch] = []
  /// Traces inside of which the other side shows several, none of which is sure.
  var ambiguous: [Int] = []
  /// Traces inside that the other side does not show.
  var unmatched: [Int] = []
  /// Traces inside whose packets left with the address they came with.
  var untranslated: [Int] = []
  /// Clock of the outside capture less that of the inside one, in nanoseconds.
  var clockOffset: Int64 = 0
}
