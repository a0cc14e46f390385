import Correlation
import Evidence
import NATModel
import Retention

/// What every regime holds on one subscriber, as text for people and as `natlens.subject/1`.
struct SubjectSheet {
  let subscriber: SubscriberID
  let world: World
  let names: Pseudonyms
  private let ladder: Ladder
  private let logs: [(regime: Regime, log: RetainedLog)]

  /// A sheet over the regimes of a ladder, or one of them.
  init(
    subscriber: SubscriberID, ladder: Ladder, only id: String?, world: World, names: Pseudonyms
  ) {
    self.subscriber = subscriber
    self.world = world
    self.names = names
    self.ladder = ladder
    logs = ladder.logs.filter { id == nil || $0.regime.id == id }
  }

  /// The document.
  ///
  /// - `schema`, `tool`: what wrote it.
  /// - `subscriber`: pseudonym, or identity with `--reveal`.
  /// - `coverage`: first and last instant of the log; absent if it states no time.
  /// - `regimes`: one for each regime, from the least to the most.
  struct Document: Encodable {
    var schema = "natlens.subject/1"
    var tool = AnswerSheet.Tool()
    var subscriber: String
    var coverage: AnswerSheet.Span?
    var regimes: [Kept]
  }

  /// What one regime holds on the subscriber.
  struct Kept: Encodable {
    var id: String
    /// False if these inputs cannot provide the regime; `why` says so.
    var available: Bool
    var why: String?
    /// Records about the subscriber, and about everybody.
    var count: Int
    var total: Int
    /// Distinct remote addresses in them; absent where the regime keeps none.
    var destinations: Int?
    /// First and last instant of them.
    var span: AnswerSheet.Span?
    /// The first records, in order of time.
    var records: [Record]
  }

  /// One record; what the regime does not keep is absent.
  struct Record: Encodable {
    var span: AnswerSheet.Span?
    var inside: String?
    var outside: String?
    var outside_port: UInt16?
    var outside_port_last: UInt16?
    var proto: UInt8?
    var destination: String?
    var destination_port: UInt16?
    var host: String?
  }

  /// The records as `natlens.subject/1`, at most `limit` of each regime.
  func document(limit: Int) -> Document {
    Document(
      subscriber: name, coverage: world.ledger.coverage.map(AnswerSheet.Span.init),
      regimes: logs.map { kept($0.regime, $0.log, limit: limit) })
  }

  private var name: String {
    names.subscriber(world.ledger.subscribers.identity(of: subscriber))
  }

  private func kept(_ regime: Regime, _ log: RetainedLog, limit: Int) -> Kept {
    var kept = Kept(
      id: regime.id, available: log.isAvailable, count: 0, total: log.count, records: [])
    if case .notInThisLog(let reason) = log.availability { kept.why = reason }
    var destinations: Set<IPAddress> = []
    var span: TimeSpan?
    for position in 0..<log.count {
      let record = log[position]
      guard record.subscriber == subscriber else { continue }
      kept.count += 1
      if let destination = record.destination { destinations.insert(destination) }
      if let held = record.span {
        span = TimeSpan(
          start: min(span?.start ?? held.start, held.start),
          end: max(span?.end ?? held.end, held.end))
      }
      if kept.records.count < limit { kept.records.append(shown(record, log)) }
    }
    kept.destinations = regime.containsDestination ? destinations.count : nil
    kept.span = span.map(AnswerSheet.Span.init)
    return kept
  }

  private func shown(_ record: RetainedRecord, _ log: RetainedLog) -> Record {
    Record(
      span: record.span.map(AnswerSheet.Span.init),
      inside: record.inside.map { names.insideAddress($0.description) },
      outside: record.outside?.description, outside_port: record.ports?.lowerBound,
      outside_port_last: record.ports.flatMap {
        $0.lowerBound == $0.upperBound ? nil : $0.upperBound
      },
      proto: record.proto?.rawValue, destination: record.destination?.description,
      destination_port: record.destinationPort, host: record.host.map { log.text($0) })
  }

  /// The records as tables, at most `limit` lines of each regime.
  func text(limit: Int) -> String {
    var text = "SUBSCRIBER  \(AlignedColumns.printable(name))\nSEARCHED    \(world.searched)\n\n"
    let entries = logs.map { kept($0.regime, $0.log, limit: limit) }
    let labels = logs.map { ladder.label($0.regime) }
    var summary = AlignedColumns(rightAligned: [1, 2])
    summary.add(["IF THIS WERE KEPT", "RECORDS", "DESTINATIONS", "FROM (UTC)", "TO (UTC)"])
    for (entry, label) in zip(entries, labels) {
      let records = entry.available ? "\(entry.count)" : "–"
      let destinations: String
      if let count = entry.destinations {
        destinations = entry.available ? "\(count)" : "–"
      } else {
        destinations = ""
      }
      let last: String = entry.span?.end ?? entry.why ?? ""
      summary.add(["  " + label, records, destinations, entry.span?.start ?? "", last])
    }
    text += summary.text
    for (entry, label) in zip(entries, labels) where !entry.records.isEmpty {
      text += "\n\(label)\n"
      var table = AlignedColumns()
      for record in entry.records {
        let ports = record.outside_port.map { first in
          ":\(first)" + (record.outside_port_last.map { "-\($0)" } ?? "")
        }
        let remote = record.destination.map { destination in
          "→ " + destination + (record.destination_port.map { ":\($0)" } ?? "")
        }
        table.add([
          "  " + (record.span?.start ?? ""), record.span?.end ?? "", record.inside ?? "",
          (record.outside ?? "") + (ports ?? ""),
          record.proto.map { TransportProtocol(rawValue: $0).name } ?? "", remote ?? "",
          record.host ?? "",
        ])
      }
      text += table.text
      let hidden = entry.count - entry.records.count
      if hidden > 0 { text += "  … and \(hidden) more (--limit)\n" }
    }
    return text
  }
}
