/// A control world: one kind of information is absent, so what measures it must fall to chance.
package enum NullWorld: String, CaseIterable, Hashable, Sendable {
  /// No control.
  case none
  /// Everybody has the same traits: who somebody is cannot be told from behaviour.
  case identical
  /// Everything happens at even times: rhythm cannot be told.
  case shuffledTimes = "shuffled-times"
  /// Truth names other sites than were visited (one fixed permutation); the logs are untouched.
  case permutedLabels = "permuted-labels"
}
