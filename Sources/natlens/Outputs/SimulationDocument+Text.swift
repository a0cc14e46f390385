import NATModel

/// The text that a person reads, and the table of gates as a file.
extension SimulationDocument {
  /// Scenario, counts, gates, files.
  var text: String {
    "SCENARIO  \(scenario): \(title)\n" + changes + "SEED      \(seed)\n\n" + counted + "\n"
      + gateTable + (logs.isEmpty ? "" : "\n" + logTable)
  }

  private var changes: String {
    guard null_world != "none" else { return "" }
    return "CONTROL   \(null_world): one kind of information is absent on purpose\n"
  }

  private var counted: String {
    var table = AlignedColumns(rightAligned: [1])
    for (name, value, remark) in [
      ("subscribers", counts.subscribers, "\(counts.persons) persons"),
      ("visits", counts.visits, "\(counts.sensitive_visits) to special categories"),
      (
        "connections", counts.connections_ipv4,
        "and \(counts.connections_ipv6) by IPv6, past the NAT"
      ),
      ("sessions", counts.sessions, "\(counts.extended) more connections lengthened one"),
      (
        "blocked", counts.blocked,
        "\(counts.blocked_over_quota) over quota, \(counts.blocked_exhausted) for want of a port"
      ),
      ("port blocks", counts.blocks_allocated, ""),
      ("NAT records", counts.records, "\(counts.records_lost) more were lost on the way"),
      ("assignments", counts.assignments, ""), ("names", counts.names, ""),
      ("requests", counts.requests, "\(counts.requests_with_port) with the client's port"),
    ] { table.add([name, "\(value)", remark]) }
    return table.text
  }

  private var gateTable: String {
    var table = AlignedColumns(rightAligned: [1, 2])
    table.add(["GATE", "MEASURED", "TARGET", "BAND", "", "UNIT", "SOURCE"])
    for gate in gates {
      table.add([
        gate.id, gate.measured.map(SimulationDocument.rounded) ?? "–",
        SimulationDocument.rounded(gate.target),
        "\(SimulationDocument.rounded(gate.low)) … \(SimulationDocument.rounded(gate.high))",
        gate.passes ? (gate.measured == nil ? "" : "ok") : "OUTSIDE", gate.unit, gate.source,
      ])
    }
    return table.text
  }

  private var logTable: String {
    var table = AlignedColumns(rightAligned: [2, 3])
    table.add(["FILE", "FORMAT", "RECORDS", "BYTES"])
    for log in logs { table.add([log.file, log.format, "\(log.records)", "\(log.bytes)"]) }
    return table.text
  }

  /// The gates as CSV: `gate,measured,target,low,high,unit,passes,source`.
  var gateFile: String {
    gates.reduce(into: "gate,measured,target,low,high,unit,passes,source\n") { text, gate in
      let measured = gate.measured.map { "\($0)" } ?? ""
      text += "\(gate.id),\(measured),\(gate.target),\(gate.low),\(gate.high),\(gate.unit),"
      text += "\(gate.passes),\"\(gate.source)\"\n"
    }
  }

  /// Three significant digits or whole numbers.
  private static func rounded(_ value: Double) -> String {
    if abs(value) >= 100 || value == value.rounded() { return "\(Int(value.rounded()))" }
    let scale: Double = abs(value) >= 10 ? 10 : abs(value) >= 1 ? 100 : 1000
    return "\((value * scale).rounded() / scale)"
  }
}
