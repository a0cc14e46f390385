import LogFormats
import Simulation

/// What `simulate` says of a run, schema `natlens.simulate/1`.
///
/// - `scenario`, `seed`, `parameter_table`, `changed`: what gives the same world again.
/// - `counts`: what happened; `blocked` sessions found no port within the limits.
/// - `gates`: measured beside target; `measured` is absent where the world is too short or a
///   control world removes the quantity.
/// - `logs`: what was written, bytes before compression; empty with `--to none`.
struct SimulationDocument: Encodable {
  struct Counts: Encodable {
    var subscribers: Int
    var persons: Int
    var days: Double
    var connections_ipv4: Int
    var connections_ipv6: Int
    var visits: Int
    var sensitive_visits: Int
    var sessions: Int
    var extended: Int
    var blocked: Int
    var blocked_over_quota: Int
    var blocked_exhausted: Int
    var blocks_allocated: Int
    var peak_mappings: Int
    var records: Int
    var records_lost: Int
    var assignments: Int
    var names: Int
    var requests: Int
    var requests_with_port: Int
  }

  struct Gate: Encodable {
    var id: String
    var summary: String
    var unit: String
    var measured: Double?
    var target: Double
    var low: Double
    var high: Double
    var passes: Bool
    var source: String
  }

  struct Log: Encodable {
    var file: String
    var format: String
    var records: Int
    /// Events that the format has no record for.
    var unwritten: Int
    var bytes: Int

    init(_ log: WorldLog, _ folder: WorldFolder) {
      file = log.name + (folder.compression?.suffix ?? "")
      format = log.format
      records = log.records
      unwritten = log.unwritten
      bytes = log.bytes
    }
  }

  var schema = "natlens.simulate/1"
  var scenario: String
  var title: String
  var seed: UInt64
  var parameter_table: Int
  /// Values that differ from the table's defaults, by id, as a scenario file writes them.
  var changed: [String: String]
  var null_world: String
  /// True if the run was interrupted.
  var partial: Bool
  var counts: Counts
  var gates: [Gate]
  var logs: [Log]

  /// The document of a finished run.
  init(_ world: Simulation.World, _ report: RunReport, logs: [Log]) {
    let scenario = world.scenario
    self.scenario = scenario.name
    title = scenario.title
    seed = world.seed
    parameter_table = ParameterTable.version
    changed = Dictionary(
      uniqueKeysWithValues: scenario.changed.map { ($0, scenario.values.text($0)) })
    null_world = world.null.rawValue
    partial = report.isPartial
    let nat = report.nat
    counts = Counts(
      subscribers: world.traffic.population.count, persons: report.persons, days: report.days,
      connections_ipv4: report.traffic.ipv4, connections_ipv6: report.traffic.ipv6,
      visits: report.traffic.visits, sensitive_visits: report.traffic.sensitiveVisits,
      sessions: nat.sessions, extended: nat.extended, blocked: nat.blocked,
      blocked_over_quota: nat.overQuota, blocked_exhausted: nat.exhausted,
      blocks_allocated: nat.blocks, peak_mappings: nat.peakMappings, records: report.records,
      records_lost: report.lost, assignments: report.assignments, names: report.names,
      requests: report.requests, requests_with_port: report.requestsWithPort)
    gates = ValidationGates(report, of: world).gates.map { gate in
      Gate(
        id: gate.id, summary: gate.summary, unit: gate.unit, measured: gate.measured,
        target: gate.target, low: gate.band.lowerBound, high: gate.band.upperBound,
        passes: gate.passes, source: gate.source)
    }
    self.logs = logs.filter { $0.records + $0.unwritten > 0 }
  }
}
