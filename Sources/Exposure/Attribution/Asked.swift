import Correlation
package import NATModel
package import Retention
import Synchronization

/// The requests put to one retained log, with the answers, the traces and the page loads got from
/// it, which are worked out once however many measures look at them.
package final class Asked: Sendable {
  /// The requests, in order.
  package let requests: [Request]
  private let answers = Mutex<AnsweredRequests?>(nil)
  private let pages = Mutex<InferredVisits?>(nil)
  private let loads = Mutex<PageLoads?>(nil)
  private let traced = Mutex(Traced())
  /// By how many subscribers were to be looked at.
  private let linked = Mutex<[Int: (DayLinks, String)]>([:])

  /// Traces by how many subscribers they are of.
  private struct Traced: Sendable {
    var counts: [Int]?
    var bySize: [Int: SubscriberTraces] = [:]
  }

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

  /// What joining the days of at most so many subscribers gives, and a note about the sample.
  ///
  /// As ``traces(of:limit:)``.
  package func links(of log: RetainedLog, limit: Int) -> (DayLinks, String) {
    linked.withLock { known in
      if let links = known[limit] { return links }
      let traces = traces(of: log, limit: limit)
      let links = (DayLinks(DayProfiles(traces)), traces.sampleNote)
      known[limit] = links
      return links
    }
  }

  /// What page loads tell from the log.
  ///
  /// The first call works it out; every call must name the same log and the same knowledge.
  package func visits(of log: RetainedLog, knowing knowledge: Knowledge) -> InferredVisits {
    pages.withLock { known in
      if let known { return known }
      let found = InferredVisits(log: log, knowing: knowledge, asked: self)
      known = found
      return found
    }
  }

  /// The pages that a list of what pages load finds in the traces of ``InferredVisits``.
  ///
  /// The first call works it out; every call must name the same log and list.
  package func pageLoads(of log: RetainedLog, _ fingerprints: FingerprintList) -> PageLoads {
    loads.withLock { known in
      if let known { return known }
      let traces = traces(of: log, limit: InferredVisits.mostSubscribers)
      let found = PageLoads(traces, log: log, fingerprints: fingerprints)
      known = found
      return found
    }
  }

  /// What the log says about each of at most so many subscribers.
  ///
  /// Limits that come to the same sample of subscribers share the traces. The first call works them
  /// out, others that come meanwhile wait for it. Every call must name the same log.
  package func traces(of log: RetainedLog, limit: Int = .max) -> SubscriberTraces {
    traced.withLock { known in
      let counts = known.counts ?? SubscriberTraces.counts(of: log)
      known.counts = counts
      let sample = SubscriberTraces.sample(counts, limit: limit)
      if let traces = known.bySize[sample.count] { return traces }
      let traces = SubscriberTraces(log: log, of: sample, counts: counts)
      known.bySize[sample.count] = traces
      return traces
    }
  }
}
