import LogFormats
import NATModel
import Simulation

/// Writes each party's log of a simulated world: the NAT's, accounting, resolver, sensor, servers.
struct WorldLogs: EventSink {
  /// Which formats the logs have, as `--format` names them.
  struct Formats {
    var nat: String
    var assignments: String
  }

  private var nat: WorldLog
  private var assignments: WorldLog
  private var resolver: WorldLog
  private var sensor: WorldLog
  private var access: WorldLog
  private var accessWithPort: WorldLog
  private let progress: SimulationProgress

  /// All logs, in the order of the report.
  var all: [WorldLog] { [nat, assignments, resolver, sensor, access, accessWithPort] }

  /// Logs in a folder.
  /// - Throws: ``CommandFailure`` for a format that is not known.
  init(_ formats: Formats, in folder: WorldFolder, progress: SimulationProgress) throws {
    nat = try WorldLog("nat", format: formats.nat, in: folder)
    assignments = try WorldLog("assignments", format: formats.assignments, in: folder)
    resolver = try WorldLog("dns", format: Dnsmasq().id, in: folder)
    sensor = try WorldLog("sni", format: NatlensEvent().id, in: folder)
    access = try WorldLog("access", format: AccessLog().id, in: folder)
    accessWithPort = try WorldLog("access-port", format: AccessLog().id, in: folder)
    self.progress = progress
  }

  /// Writes a batch, which is of one party; false once the user has interrupted.
  mutating func receive(_ batch: EventBatch, texts: TextTable) throws -> Bool {
    guard let first = batch.events.first else { return true }
    switch first.kind {
    case .assignmentStart, .assignmentStop: try assignments.write(batch.events, texts: texts)
    case .name:
      try resolver.write(batch.events.filter { $0.nameSource == .dns }, texts: texts)
      try sensor.write(batch.events.filter { $0.nameSource != .dns }, texts: texts)
    case .request:
      try access.write(batch.events.filter { !$0.has(.outsidePort) }, texts: texts)
      try accessWithPort.write(batch.events.filter { $0.has(.outsidePort) }, texts: texts)
    default:
      try nat.write(batch.events, texts: texts)
      progress.update(first.time)
    }
    return !Interrupt.isRaised
  }

  /// Writes what is left and closes the files; `texts` are those of all events.
  mutating func finish(texts: TextTable) throws {
    try nat.finish(texts: texts)
    try assignments.finish(texts: texts)
    try resolver.finish(texts: texts)
    try sensor.finish(texts: texts)
    try access.finish(texts: texts)
    try accessWithPort.finish(texts: texts)
  }
}

/// Counts nothing and keeps nothing: a world for its report alone.
struct Unwritten: EventSink {
  let progress: SimulationProgress

  /// Draws the progress; false once the user has interrupted.
  mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    if let first = batch.events.first, first.kind.isOfNAT { progress.update(first.time) }
    return !Interrupt.isRaised
  }
}

extension EventKind {
  /// True for what a NAT's log has.
  fileprivate var isOfNAT: Bool {
    switch self {
    case .assignmentStart, .assignmentStop, .name, .request, .flow: false
    default: true
    }
  }
}
