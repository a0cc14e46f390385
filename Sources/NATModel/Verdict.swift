/// What a retained log says about a request; the raw value is the name in every output.
package enum Verdict: String, CaseIterable, Hashable, Sendable {
  /// Exactly one subscriber is consistent with the request.
  case unique
  /// Several subscribers are.
  case ambiguous
  /// None is, and the log covers that time.
  case none
  /// The log has a gap or a doubtful clock at that time.
  case undetermined
  /// The regime keeps nothing that could answer.
  case unanswerable
}
