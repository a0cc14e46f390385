package import NATModel

/// What a retained log says to one request.
package struct Answer: Hashable, Sendable {
  /// The verdict.
  package var verdict: Verdict
  /// Subscribers consistent with the request, one entry each, in order of subscriber id.
  package var candidates: [Candidate]
  /// Why, in one sentence; always set for `undetermined` and `unanswerable`.
  package var reason: String
  /// How likely each candidate is, in the same order; they add up to 1.
  ///
  /// The chance that the act happened while a record of the candidate was held, under the declared
  /// spread of the clock's error, and with every subscriber as likely beforehand. Empty unless there
  /// are at least two candidates.
  package var posterior: [Double] = []

  /// An answer from its parts.
  package init(verdict: Verdict, candidates: [Candidate] = [], reason: String = "") {
    self.verdict = verdict
    self.candidates = candidates
    self.reason = reason
  }

  /// An answer whose verdict follows from how many candidates there are.
  package init(candidates: [Candidate]) {
    let verdict: Verdict =
      switch candidates.count {
      case 0: .none
      case 1: .unique
      default: .ambiguous
      }
    self.init(verdict: verdict, candidates: candidates)
  }
}

/// A subscriber consistent with a request, and the record that says so.
package struct Candidate: Hashable, Sendable {
  /// Who.
  package var subscriber: SubscriberID
  /// The interval of the (first) consistent record.
  package var span: TimeSpan
  /// The inside address and port of that record, if it states them.
  package var inside: IPAddress?
  /// Port at ``inside``; 0 if not stated.
  package var insidePort: UInt16
  /// The destination of that record, if the regime keeps it.
  package var destination: IPAddress?
  /// Port at ``destination``; 0 if not stated.
  package var destinationPort: UInt16
  /// How many records of this subscriber are consistent.
  package var records: Int
  /// Where the (first) consistent record stands.
  package var location: SourceLocation

  /// A candidate from its parts.
  package init(
    subscriber: SubscriberID, span: TimeSpan, inside: IPAddress? = nil, insidePort: UInt16 = 0,
    destination: IPAddress? = nil, destinationPort: UInt16 = 0, records: Int = 1,
    location: SourceLocation = SourceLocation(file: 0, record: 0)
  ) {
    self.subscriber = subscriber
    self.span = span
    self.inside = inside
    self.insidePort = insidePort
    self.destination = destination
    self.destinationPort = destinationPort
    self.records = records
    self.location = location
  }
}
