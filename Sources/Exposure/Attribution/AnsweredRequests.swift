import Correlation
package import NATModel
package import Retention

/// What one retained log answered to every request, reduced to each type: all that an attribution
/// measure may know before it is scored.
package struct AnsweredRequests: Sendable {
  /// The answer to one request.
  package struct Entry: Sendable {
    /// The label by which truth recognises the request, or empty.
    package var label: String
    /// The verdict.
    package var verdict: Verdict
    /// Subscribers consistent with the request, in order of id.
    package var candidates: [SubscriberID]
    /// How likely each candidate is, in the same order; empty where the log does not weigh them.
    package var posterior: [Double] = []
  }

  /// Id of the regime.
  package let regime: String
  /// Whether the inputs hold what the regime keeps.
  package let availability: RetainedLog.Availability
  /// The provider's names of the subscribers that occur as candidates, and of no others.
  package private(set) var identities: [SubscriberID: String] = [:]
  /// The first reason given for `unanswerable`, by type of request.
  package private(set) var reasons: [RequestKind: String] = [:]
  private var entries: [RequestKind: [Entry]] = [:]

  /// Puts every request that knows enough, as each of the types, to the log.
  package init(log: RetainedLog, asked: [Request], as kinds: [RequestKind] = RequestKind.allCases) {
    regime = log.regime
    availability = log.availability
    guard log.isAvailable else { return }
    let questions = kinds.map { kind in asked.map { $0.reduced(to: kind) } }
    let reached = log.narrowed(to: questions.flatMap { $0.compactMap(\.self) })
    for (kind, reductions) in zip(kinds, questions) {
      entries[kind] = zip(asked, reductions).compactMap { request, reduced in
        guard let reduced else { return nil }
        let answer = reached.answer(reduced)
        if answer.verdict == .unanswerable, reasons[kind] == nil { reasons[kind] = answer.reason }
        let candidates = answer.candidates.map(\.subscriber)
        for candidate in candidates where identities[candidate] == nil {
          identities[candidate] = log.identity(of: candidate)
        }
        return Entry(
          label: request.label, verdict: answer.verdict, candidates: candidates,
          posterior: answer.posterior)
      }
    }
  }

  /// The answers to requests of one type, in the order of the requests.
  package func entries(_ kind: RequestKind) -> [Entry] { entries[kind] ?? [] }

  /// Why requests of one type have no figures at all, or `nil` if some were answered.
  package func obstacle(_ kind: RequestKind) -> Figure.Status? {
    if case .notInThisLog(let reason) = availability { return .notInThisLog(reason) }
    let entries = entries(kind)
    if entries.isEmpty { return .empty }
    guard entries.allSatisfy({ $0.verdict == .unanswerable }) else { return nil }
    return .unanswerable(reasons[kind] ?? "")
  }
}
