import LogFormats
import NATModel

/// One exporter of flow records in `natlens.inspect/1`.
///
/// Counts are integers, times nanoseconds; what an exporter did not say is absent.
struct ExporterDocument: Encodable {
  struct Field: Encodable {
    /// Number of the information element; a private one as `enterprise/number`.
    var element: String
    var name: String
    /// Data records whose template has it.
    var present: UInt64
    /// Of these, port 0, an unspecified address, or a time before 1990.
    var implausible: UInt64
  }

  struct Templates: Encodable {
    var in_use: Int
    var options_in_use: Int
    var declarations: UInt64
    var changes: UInt64
    var withdrawals: UInt64
    var timeouts: UInt64
    var evictions: UInt64
    /// Fields whose length their type does not allow; passed over.
    var odd_fields: Int
  }

  struct Sequence: Encodable {
    /// What the numbers count: `records` or `messages`.
    var unit: String
    var lost: UInt64
    var gaps: UInt64
    /// Gaps whose size cannot be told, because a template was missing.
    var unknown_gaps: UInt64
    var reordered: UInt64
    var repeated: UInt64
    var restarts: UInt64
  }

  struct Delay: Encodable {
    /// Events with a time of their own.
    var events: UInt64
    var least_ns: Int64
    var mean_ns: Int64
    var greatest_ns: Int64
    /// Events dated more than a second after their export.
    var after_export: UInt64
  }

  struct Balance: Encodable {
    var opens: UInt64
    var closes: UInt64
    var sessions: UInt64
    var flows: UInt64
    var allocations: UInt64
    var releases: UInt64
  }

  struct Numbering: Encodable {
    /// `rfc8158` or `draft-02`.
    var used: String
    /// True if `--nat-events` said so.
    var chosen: Bool
    /// Records whose number fits RFC 8158 only, the draft only, both.
    var rfc8158: UInt64
    var draft_02: UInt64
    var either: UInt64
  }

  var name: String
  var version: UInt16
  var domain: UInt32
  /// Address and port of the exporter and of the collector; absent in a file.
  var source: String?
  var source_port: UInt16?
  var destination: String?
  var destination_port: UInt16?
  var messages: UInt64
  var records: UInt64
  var options_records: UInt64
  var templates: Templates
  /// Data sets read once their template came, and sets given up because it did not.
  var sets_held: UInt64
  var sets_without_template: UInt64
  var sequence: Sequence
  var delay: Delay?
  /// Events whose time is that of their message.
  var times_of_export: UInt64
  var balance: Balance
  /// Values of natEvent and firewallEvent as sent.
  var nat_events: [String: UInt64]
  var firewall_events: [String: UInt64]
  var numbering: Numbering?
  /// What was reported beside events: exhaustion, quotas, thresholds, denials.
  var notices: [String: UInt64]
  /// Records with an address after translation.
  var translated: UInt64
  var sampling_interval: UInt64?
  var fields: [Field]

  /// The document of a report.
  init(_ report: ExporterReport) {
    let counts = report.counts
    name = report.name
    version = report.version
    domain = report.domain
    if report.peer.transport != .file {
      source = "\(report.peer.source)"
      source_port = report.peer.sourcePort
      destination = "\(report.peer.destination)"
      destination_port = report.peer.destinationPort
    }
    messages = counts.messages
    records = counts.records
    options_records = counts.optionsRecords
    templates = Templates(
      in_use: report.templates, options_in_use: report.optionsTemplates,
      declarations: counts.templateDeclarations, changes: counts.templateChanges,
      withdrawals: counts.templateWithdrawals, timeouts: counts.templateTimeouts,
      evictions: counts.templateEvictions, odd_fields: report.oddFields)
    sets_held = counts.heldAndRead
    sets_without_template = counts.withoutTemplate
    sequence = Sequence(
      unit: report.sequence.unit.rawValue, lost: report.sequence.lost, gaps: report.sequence.gaps,
      unknown_gaps: report.sequence.unknownGaps, reordered: report.sequence.reordered,
      repeated: report.sequence.repeated, restarts: report.sequence.restarts)
    delay = counts.delay.mean.map {
      Delay(
        events: counts.delay.count, least_ns: counts.delay.least, mean_ns: $0,
        greatest_ns: counts.delay.greatest, after_export: counts.delay.future)
    }
    times_of_export = counts.timesOfExport
    balance = Balance(
      opens: counts.opens, closes: counts.closes, sessions: counts.sessions, flows: counts.flows,
      allocations: counts.allocations, releases: counts.releases)
    func named(_ values: [UInt8: UInt64]) -> [String: UInt64] {
      Dictionary(uniqueKeysWithValues: values.map { ("\($0)", $1) })
    }
    nat_events = named(counts.natEvents)
    firewall_events = named(counts.firewallEvents)
    let votes = report.numberingVotes
    if !counts.natEvents.isEmpty {
      numbering = Numbering(
        used: report.numbering.rawValue, chosen: report.isNumberingChosen, rfc8158: votes[0],
        draft_02: votes[1], either: votes[2])
    }
    notices = Dictionary(counts.notices.map { ($0.name, $1) }, uniquingKeysWith: +)
    translated = counts.translatedSources
    sampling_interval = counts.samplingInterval > 0 ? counts.samplingInterval : nil
    fields = report.elements.map {
      Field(
        element: "\($0.id)", name: $0.name, present: $0.counts.present,
        implausible: $0.counts.implausible)
    }
  }
}
