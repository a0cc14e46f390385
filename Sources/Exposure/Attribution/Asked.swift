import Correlation
package import NATModel
package import Retention
import Synchronization

/// The requests put to one retained log, with the answers, which are worked out once however many
/// measures look at them.
package final class Asked: Sendable {
  /// The requests, in order.
  package let requests: [Request]
  private let answers = Mutex<AnsweredRequests?>(nil)

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
}
