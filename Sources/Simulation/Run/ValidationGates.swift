/// What a run measured beside what published measurements say, printed with every run.
///
/// A world outside a band is not a world to draw conclusions from: ``failed`` names the gates, and
/// the command fails unless told otherwise.
package struct ValidationGates: Sendable {
  /// One quantity.
  package struct Gate: Sendable, Hashable {
    /// Name, also in JSON.
    package let id: String
    /// What is measured, one phrase.
    package let summary: String
    /// Unit, `1` for a pure number.
    package let unit: String
    /// What this world has; `nil` if it is too short or is a control world that removes it.
    package let measured: Double?
    /// What is aimed at.
    package let target: Double
    /// What is let pass.
    package let band: ClosedRange<Double>
    /// Where target and band come from.
    package let source: String

    /// True unless it was measured and lies outside the band.
    package var passes: Bool { measured.map(band.contains) ?? true }
  }

  /// All gates, in the order of printing.
  package let gates: [Gate]

  /// Names of those that failed.
  package var failed: [String] { gates.filter { !$0.passes }.map(\.id) }

  /// Measures a finished run.
  /// - Complexity: O(sites x hosts per page) for the address sets.
  package init(_ report: RunReport, of world: World) {
    let values = world.scenario.values
    let traffic = report.traffic
    func ratio(_ top: Int, _ bottom: Double) -> Double? {
      bottom > 0 ? Double(top) / bottom : nil
    }
    let isWholeDays = report.days >= 1
    let personDays = isWholeDays ? Double(report.persons) * report.days : 0
    let subscriberDays =
      isWholeDays ? Double(world.traffic.population.count) * report.days : 0
    let quietest = report.hours.min() ?? 0
    let keepsRhythm = world.null != .shuffledTimes
    func ports(_ quantile: Double) -> Double? {
      isWholeDays ? report.ports(atQuantile: quantile).map(Double.init) : nil
    }
    let sharing = values["nat.subscribers_per_address"]
    let sharers = min(sharing, Double(world.traffic.population.count))
    let visits = values["visit.per_day"]
    gates = [
      Gate(
        id: "popularity-head", summary: "visits to the 116 most popular sites", unit: "share",
        measured: traffic.visits >= 10_000 && world.traffic.sites.count >= 5000
          ? ratio(traffic.headVisits, Double(traffic.visits)) : nil,
        target: 1.0 / 3, band: 0.25...0.45, source: "Xavier 2024 (V)"),
      Gate(
        id: "visits-per-day", summary: "site visits", unit: "per person-day",
        measured: ratio(traffic.visits, personDays),
        target: visits, band: visits * 0.75...visits * 1.25 + 1e-9,
        source: "visit.per_day; Bird et al. 2020: 48, range 15 to 150 (D)"),
      Gate(
        id: "sessions-per-day", summary: "connections by IPv4 and IPv6",
        unit: "per subscriber-day", measured: ratio(traffic.connections, subscriberDays),
        target: 8000, band: 200...33_000, source: "RFC 7422, AGH, NZ operator (V, V2)"),
      Gate(
        id: "ports-p50", summary: "mappings held at the busiest full hour, median",
        unit: "per active subscriber", measured: ports(0.5), target: 20, band: 5...100,
        source: "NZ operator: 20 translations each (V)"),
      Gate(
        id: "ports-p95", summary: "mappings held at the busiest full hour, 95 %",
        unit: "per active subscriber", measured: ports(0.95), target: 80, band: 10...512,
        source: "blocks of 128 to 1000 ports suffice for most (Juniper, Nokia; V)"),
      Gate(
        id: "ports-p99", summary: "mappings held at the busiest full hour, 99 %",
        unit: "per active subscriber", measured: ports(0.99), target: 150, band: 10...1024,
        source: "Juniper's default ceiling of 1,024 ports (V)"),
      Gate(
        id: "sharing", summary: "active subscribers per shared address, busiest full hour",
        unit: "subscribers",
        measured: isWholeDays && report.outsideInUse > 0
          ? Double(report.activeSubscribers) / Double(report.outsideInUse) : nil,
        target: sharers, band: sharers * 0.5...sharers * 1.05,
        source: "nat.subscribers_per_address"),
      Gate(
        id: "diurnal-ratio", summary: "connections in the busiest over the quietest hour",
        unit: "1",
        measured: isWholeDays && keepsRhythm
          ? ratio(report.hours.max() ?? 0, Double(quietest)) : nil,
        target: 5, band: 3...8, source: "peak to trough 4 to 6 (R-med)"),
      Gate(
        id: "address-set-uniqueness", summary: "sites whose page loads its own set of addresses",
        unit: "share",
        measured: world.traffic.sites.count >= 5000 ? world.addressSetUniqueness : nil,
        target: 0.84, band: 0.74...0.94, source: "Hoang et al. 2021 (V)"),
    ]
  }
}
