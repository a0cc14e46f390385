import NATModel

extension Answer {
  /// The answer to several requests about one person: who is consistent with every one of them.
  ///
  /// A request that cannot be answered says nothing and leaves the others' candidates as they are; if
  /// none can be answered, neither can all together. One that is undetermined keeps the result open:
  /// somebody whom it does not name may be consistent.
  /// - Precondition: candidates stand in order of subscriber.
  package static func intersection(of answers: [Answer]) -> Answer {
    let telling = answers.filter { $0.verdict != .unanswerable }
    guard let first = telling.first else {
      return answers.first
        ?? Answer(verdict: .unanswerable, reason: "No request was given.")
    }
    var candidates = first.candidates
    for answer in telling.dropFirst() {
      let named = Set(answer.candidates.map(\.subscriber))
      candidates.removeAll { !named.contains($0.subscriber) }
    }
    guard let open = telling.first(where: { $0.verdict == .undetermined }) else {
      return Answer(candidates: candidates)
    }
    return Answer(verdict: .undetermined, candidates: candidates, reason: open.reason)
  }
}
