import Exposure
package import NATModel
package import Retention

/// What each kind of record would hold about one household, from its own capture.
///
/// The provider's NAT was not seen: a virtual one stands in for it, so every figure is modelled. What
/// is shown under a regime comes from that regime's records alone.
package struct Portrait: Sendable {
  /// What the capture held.
  package struct Traffic: Sendable, Hashable {
    /// Addresses at home that connected to the Internet over IPv4.
    package var devices = 0
    /// Connections over IPv4 to the Internet: what a NAT translates.
    package var connections = 0
    /// Connections over IPv6, which pass no NAT.
    package var overIPv6 = 0
    /// Connections within the home or with the provider's own addresses, and those that others
    /// opened.
    package var others = 0
    /// Connections over IPv4 that the virtual NAT did not translate: without ports, or beyond the
    /// ports that one home gets.
    package var untranslated = 0
    /// From the first to the last of all connections.
    package var span: TimeSpan?

    /// Nothing seen.
    package init() {}
  }

  /// What one regime would hold.
  struct Rung: Sendable {
    let regime: Regime
    /// Why there is nothing, if it cannot be modelled.
    let absence: String?
    let records: Int
    /// How often each remote address stands in them, the most frequent first.
    let destinations: [(name: String, records: Int)]
    /// The same for host names.
    let hosts: [(name: String, records: Int)]
    /// The longest time without a record that begins, if the regime keeps connections or bindings.
    let quiet: TimeSpan?
    /// Records by part of the hours shown, in ``parts`` equal parts; `nil` without times.
    let profile: [Int]?
    /// True if ``profile`` counts records held, not begun.
    let isHeld: Bool
  }

  /// Parts that the hours shown are cut into.
  static let parts = 48

  /// Name of the capture.
  package let name: String
  /// How the virtual NAT hands out ports.
  package let behavior: NATBehavior
  /// What the capture held.
  package let traffic: Traffic
  /// How it came to be.
  package let provenance: ReportContent.Provenance
  /// One rung for each regime, from the least to the most.
  let rungs: [Rung]
  /// The hours shown, sorted into strips to be drawn; `nil` if no record states a time.
  let day: DayFigure?

  /// A portrait from the retained logs of one household.
  package init(
    name: String, behavior: NATBehavior, traffic: Traffic,
    logs: [(regime: Regime, log: RetainedLog)], provenance: ReportContent.Provenance
  ) {
    self.name = name
    self.behavior = behavior
    self.traffic = traffic
    self.provenance = provenance
    let ladder = logs.map { ($0.regime, $0.log) }
    let shown = SubscriberDay.ofMedianSubscriber(in: ladder)
    rungs = logs.map { Portrait.rung($0.regime, $0.log, shown?.span) }
    let evaluation = Evaluation(
      world: Evaluation.World(
        name: name, behavior: behavior, subscribers: 1, sessions: traffic.connections,
        coverage: traffic.span, requests: 0, requestOrigin: "", truthOrigin: nil),
      retained: logs.map {
        Evaluation.Retained(
          regime: $0.regime, availability: $0.log.availability, provenance: $0.log.provenance,
          records: $0.log.count)
      }, figures: [], day: shown)
    day = DayFigure(
      Exhibit(index: 0, evaluation: evaluation), subject: "this home",
      pseudonyms: provenance.pseudonyms)
  }

  private static func rung(_ regime: Regime, _ log: RetainedLog, _ shown: TimeSpan?) -> Rung {
    var absence: String?
    if case .notInThisLog(let reason) = log.availability { absence = reason }
    var destinations: [IPAddress: Int] = [:]
    var hosts: [String: Int] = [:]
    var profile = [Int](repeating: 0, count: parts)
    var hasTimes = false
    var latest: Timestamp?
    var quiet: TimeSpan?
    for position in 0..<log.count {
      let record = log[position]
      if let destination = record.destination { destinations[destination, default: 0] += 1 }
      if let host = record.host { hosts[log.text(host), default: 0] += 1 }
      guard let span = record.span else { continue }
      hasTimes = true
      if let shown { count(span, held: log.kind != .session, in: shown, &profile) }
      if let latest, span.start.since(latest) > quiet?.length ?? 0 {
        quiet = TimeSpan(start: latest, end: span.start)
      }
      latest = max(latest ?? span.start, span.start)
    }
    return Rung(
      regime: regime, absence: absence, records: log.count,
      destinations: ranked(destinations.map { ($0.key.description, $0.value) }),
      hosts: ranked(hosts.map { ($0.key, $0.value) }),
      quiet: log.kind == .session ? quiet : nil, profile: hasTimes ? profile : nil,
      isHeld: log.kind != .session)
  }

  /// Counts a record in the parts that it begins in, or is held in.
  private static func count(
    _ span: TimeSpan, held: Bool, in shown: TimeSpan, _ profile: inout [Int]
  ) {
    guard shown.length > 0, span.start < shown.end, held || shown.contains(span.start) else {
      return
    }
    func part(_ instant: Timestamp) -> Int {
      let share = Double(instant.since(shown.start)) / Double(shown.length)
      return min(parts - 1, max(0, Int(share * Double(parts))))
    }
    let first = part(span.start)
    guard held else {
      profile[first] += 1
      return
    }
    guard span.end > shown.start else { return }
    for index in first...max(first, part(span.end)) { profile[index] += 1 }
  }

  /// Most frequent first, then by name.
  private static func ranked(_ counts: [(String, Int)]) -> [(name: String, records: Int)] {
    counts.map { (name: $0.0, records: $0.1) }
      .sorted { $0.records == $1.records ? $0.name < $1.name : $0.records > $1.records }
  }
}
