import Correlation
package import NATModel
package import Retention
import Synchronization

/// The requests put to one retained log, with the answers and the page loads inferred from it, which
/// are worked out once however many measures look at them.
package final class Asked: Sendable {
  /// The requests, in order.
  package let requests: [Request]
  private let answers = Mutex<AnsweredRequests?>(nil)
  private let pages = Mutex<InferredVisits?>(nil)

  /// Requests to be put to one log.
  package init(_ requests: [Request]) { self.requests = requests }

  /// What the log answers.
  ///
  /// The first call works it out, and others that come meanwhile wait for it. Every call must name
  /// the same log.
  package func answers(of log: RetainedLog) -> AnsweredRequests {
    answers.withLock { known in
      if let known { return known }
      let found = AnsweredRequests(log: log, asked: requests)
      known = found
      return found
    }
  }

  /// What page loads tell from the log.
  ///
  /// The first call works it out; every call must name the same log and the same knowledge.
  package func visits(of log: RetainedLog, knowing knowledge: Knowledge) -> InferredVisits {
    pages.withLock { known in
      if let known { return known }
      let found = InferredVisits(log: log, knowing: knowledge)
      known = found
      return found
    }
  }
}
