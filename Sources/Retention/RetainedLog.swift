package import Correlation
package import NATModel

/// What is left of the provider's sessions under one regime: all that a measure may see.
///
/// A view, not a copy: the records behind it are computed from ``RetainedRecords`` on demand. There
/// is no way from here to a session or to truth.
package struct RetainedLog: Sendable {
  /// Whether the inputs hold what the regime keeps.
  package enum Availability: Hashable, Sendable {
    /// They do.
    case kept
    /// They do not, and why, in one sentence.
    case notInThisLog(String)
  }

  /// Where the records come from.
  package enum Provenance: String, Hashable, Sendable {
    /// Records that stand in the inputs.
    case logged
    /// Computed from richer records in the inputs by leaving things out.
    case reduced
    /// Computed from the NAT's configuration.
    case configured
    /// Supplied by a model (virtual NAT, simulator).
    case modelled
  }

  /// Id of the regime.
  package let regime: String
  /// Whether there is anything to look at.
  package let availability: Availability
  /// Where the records come from.
  package let provenance: Provenance
  /// Subscribers the provider knows, in order; the denominator of population figures.
  package let subscribers: [SubscriberID]
  /// The time the log covers: the denominator of per-day figures.
  ///
  /// `nil` if the log states no time.
  package let coverage: TimeSpan?
  /// How the records were made, in one sentence, where that is not plain; empty otherwise.
  package let note: String
  private var records: any RetainedRecords
  private let directory: SubscriberDirectory
  /// The texts that records name, for encodings that write them down.
  let texts: TextTable

  /// A log over records, with the provider's own names of subscribers and interned texts.
  package init(
    regime: String, provenance: Provenance, records: any RetainedRecords, ledger: Ledger,
    coverage: TimeSpan?, note: String = ""
  ) {
    self.regime = regime
    self.availability = .kept
    self.provenance = provenance
    self.records = records
    self.subscribers = ledger.subscribers.all
    self.coverage = coverage
    self.note = note
    self.directory = ledger.subscribers
    self.texts = ledger.texts
  }

  /// A log that cannot be made from these inputs.
  package init(regime: String, notInThisLog reason: String, ledger: Ledger) {
    self.regime = regime
    self.availability = .notInThisLog(reason)
    self.provenance = .reduced
    self.records = NoRecords(reason: reason)
    self.subscribers = ledger.subscribers.all
    self.coverage = ledger.coverage
    self.note = ""
    self.directory = ledger.subscribers
    self.texts = ledger.texts
  }

  /// True if the inputs hold what the regime keeps.
  package var isAvailable: Bool { availability == .kept }

  /// What each record is about.
  package var kind: RecordKind { records.kind }

  /// Number of records.
  package var count: Int { records.count }

  /// The record at a position; records stand in order of time where they have one.
  package subscript(_ position: Int) -> RetainedRecord { records[position] }

  /// Calls `body` with the position and the outline of every record, in order of position.
  /// - Complexity: O(n); several times faster than making every record.
  package func forEachOutline(_ body: (Int, RecordOutline) -> Void) {
    records.forEachOutline(body)
  }

  /// The remote address that has a number in outlines; numbers are below ``destinations``.
  /// - Precondition: `number > 0`, and an outline of this log has it.
  package func destination(_ number: UInt32) -> IPAddress { records.destination(number) }

  /// One more than the largest number that a destination has in outlines.
  package var destinations: Int { records.destinations }

  /// What the log says to a request.
  package func answer(_ request: Request) -> Answer { records.answer(request) }

  /// The log with no other records than those that may be consistent with one of these requests.
  ///
  /// It answers each of them as the whole log does, and needs far less to do so.
  package func narrowed(to requests: [Request]) -> RetainedLog {
    var copy = self
    copy.records = records.narrowed(to: requests)
    return copy
  }

  /// Who is consistent with each of some requests by destination alone, whatever its time.
  /// - Complexity: O(records + found), where the answers one by one would sort what is found.
  package func contacts(of searches: [Request]) -> [Contacts] { records.contacts(of: searches) }

  /// What stands in a record's ``RetainedRecord/destination`` for a remote address: the address
  /// itself, or its tag where the regime keeps only that.
  package func appearance(of destination: IPAddress) -> IPAddress {
    records.appearance(of: destination)
  }

  /// The provider's name for a subscriber (customer number, user name, or inside address).
  package func identity(of subscriber: SubscriberID) -> String {
    directory.identity(of: subscriber)
  }

  /// An interned text, such as a record's host.
  package func text(_ id: TextID) -> String { texts.string(id) }
}

/// The records behind a ``RetainedLog``: a projection of columns, or a small table.
package protocol RetainedRecords: Sendable {
  /// What each record is about.
  var kind: RecordKind { get }
  /// Number of records.
  var count: Int { get }
  /// The record at a position, with only what the regime keeps.
  subscript(position: Int) -> RetainedRecord { get }
  /// Calls `body` with the position and the outline of every record, in order of position.
  func forEachOutline(_ body: (Int, RecordOutline) -> Void)
  /// The remote address that has a number in outlines.
  func destination(_ number: UInt32) -> IPAddress
  /// One more than the largest such number.
  var destinations: Int { get }
  /// What the records say to a request; `unanswerable` where they hold nothing that could answer.
  func answer(_ request: Request) -> Answer
  /// The records that may be consistent with one of these requests, or more of them.
  func narrowed(to requests: [Request]) -> any RetainedRecords
  /// Who is consistent with each of some requests that state no shared address.
  func contacts(of searches: [Request]) -> [Contacts]
  /// What a record shows in place of a remote address.
  func appearance(of destination: IPAddress) -> IPAddress
}

/// Who is consistent with a request.
package struct Contacts: Hashable, Sendable {
  /// The verdict.
  package var verdict: Verdict
  /// Subscribers, in order of id.
  package var subscribers: [SubscriberID]

  /// Contacts from their parts.
  package init(verdict: Verdict, subscribers: [SubscriberID]) {
    self.verdict = verdict
    self.subscribers = subscribers
  }
}

extension RetainedRecords {
  /// The address itself.
  package func appearance(of destination: IPAddress) -> IPAddress { destination }

  /// All of them.
  package func narrowed(to requests: [Request]) -> any RetainedRecords { self }

  /// What each answer says.
  package func contacts(of searches: [Request]) -> [Contacts] {
    searches.map { search in
      let answer = answer(search)
      return Contacts(
        verdict: answer.verdict, subscribers: answer.candidates.map(\.subscriber))
    }
  }

  /// The outlines of records that state no destination.
  package func forEachOutline(_ body: (Int, RecordOutline) -> Void) {
    for position in 0..<count {
      let record = self[position]
      precondition(record.destination == nil, "records with destinations number them")
      body(position, RecordOutline(record, destination: 0))
    }
  }

  /// There is none.
  package func destination(_ number: UInt32) -> IPAddress {
    preconditionFailure("records without destinations have no number \(number)")
  }

  /// No number but 0.
  package var destinations: Int { 1 }
}

/// No records at all.
struct NoRecords: RetainedRecords {
  /// Why there are none.
  let reason: String

  let kind = RecordKind.session

  var count: Int { 0 }

  subscript(position: Int) -> RetainedRecord {
    preconditionFailure("a log without records was indexed")
  }

  func answer(_ request: Request) -> Answer {
    Answer(verdict: .unanswerable, reason: reason)
  }
}
