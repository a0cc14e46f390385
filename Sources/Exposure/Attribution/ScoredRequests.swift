package import NATModel

/// Answers to requests of one type beside who was right, grouped by subscriber.
///
/// The requests of one subscriber form a cluster: the true subscriber where truth knows the request,
/// else the one that the answer names (the first candidate). A request of which neither is known
/// counts as a subscriber of its own.
package struct ScoredRequests: Sendable {
  /// One answer and its score.
  package struct Entry: Sendable {
    /// The answer.
    package var answer: AnsweredRequests.Entry
    /// The cluster, from 0 in order of first appearance.
    package var cluster: Int
    /// True if truth knows who it was.
    package var isKnown: Bool
    /// True if the right subscriber is among the candidates.
    package var hasRight: Bool
  }

  /// The scored answers, in the order of the requests.
  package private(set) var entries: [Entry] = []
  /// Number of clusters.
  package private(set) var clusters = 0

  /// Scores the answers to one type of request; `onlyKnown` leaves out what truth does not know.
  package init(
    _ answered: AnsweredRequests, kind: RequestKind, truth: Truth?, onlyKnown: Bool = false
  ) {
    var numbers: [String: Int] = [:]
    for answer in answered.entries(kind) {
      let right = truth.flatMap { $0.requester(of: answer.label) }
      if onlyKnown && right == nil { continue }
      let named = answer.candidates.first.flatMap { answered.identities[$0] }
      let cluster: Int
      if let name = right ?? named {
        cluster = numbers[name] ?? clusters
        numbers[name] = cluster
      } else {
        cluster = clusters
      }
      clusters = max(clusters, cluster + 1)
      let hasRight = right.map { name in
        answer.candidates.contains { answered.identities[$0] == name }
      }
      entries.append(
        Entry(
          answer: answer, cluster: cluster, isKnown: right != nil, hasRight: hasRight ?? false))
    }
  }

  /// True if truth knows at least one of the requests.
  package var isScored: Bool { entries.contains(where: \.isKnown) }
}
