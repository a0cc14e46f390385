extension ParameterTable {
  /// Who there is, and when they are active.
  package static let population: [Parameter] = [
    Parameter(
      "population.subscribers", 1000, 100...1_000_000, limits: 1...2_000_000,
      unit: "subscribers", source: "design", mark: .assumed, "subscribers behind the NAT"),
    Parameter(
      "population.persons", 2.2, 1...4, limits: 1...8, unit: "persons per subscriber",
      source: "average European household", mark: .recalledMedium,
      "mean persons of a subscriber, at most 8"),
    Parameter(
      "population.devices", 8, 4...22, limits: 1...64, unit: "devices per subscriber",
      source: "Ting, Deloitte 2022, North America 2017", mark: .verified,
      "mean devices of a subscriber that chatter on their own"),
    Parameter(
      "population.heterogeneity", 1, 0...1, limits: 0...1, unit: "1", source: "design",
      mark: .assumed, "how far people differ: 0 all alike, 1 as the other parameters say"),
    Parameter(
      "population.null_world", choice: "none",
      of: ["none", "identical", "shuffled-times", "permuted-labels"], source: "design",
      mark: .assumed, "a control world in which one kind of information is absent"),
    Parameter(
      "time.days", 1, 1...7, limits: 0.01...3650, unit: "days", source: "design",
      mark: .assumed, "length of the world"),
    Parameter(
      "time.first_day", 20_514, 20_514...20_514, limits: 0...40_000,
      unit: "days since 1970-01-01", source: "design", mark: .assumed,
      "first day, UTC (20514 is 2026-03-02, a Monday)"),
    Parameter(
      "rhythm.peak_to_trough", 5, 4...6, limits: 1...20, unit: "1",
      source: "two-hump curve of access networks", mark: .recalledMedium,
      "activity in the busiest hour over that in the quietest, of a waking person"),
    Parameter(
      "rhythm.bed_time", 23.25, 22...24.5, limits: 18...30, unit: "hours after midnight",
      source: "time-use surveys", mark: .recalledMedium, "mean time of going to sleep"),
    Parameter(
      "rhythm.sleep", 7.75, 6.5...9, limits: 1...16, unit: "hours",
      source: "time-use surveys", mark: .recalledMedium, "mean length of sleep"),
    Parameter(
      "rhythm.chronotype", 1, 0.5...1.5, limits: 0...4, unit: "hours",
      source: "chronotype questionnaires", mark: .recalledMedium,
      "standard deviation of bed and wake time over persons"),
    Parameter(
      "rhythm.night_jitter", 0.4, 0.2...0.8, limits: 0...4, unit: "hours",
      source: "design", mark: .assumed,
      "standard deviation of bed and wake time of one person over nights"),
    Parameter(
      "rhythm.absence", 0.05, 0.02...0.15, limits: 0...1, unit: "share of days",
      source: "design", mark: .assumed, "days on which nobody is at home"),
    Parameter(
      "ipv6.share", 0.4, 0...0.6, limits: 0...1, unit: "share of connections",
      source: "public IPv6 counters", mark: .recalledMedium,
      "connections that go by IPv6, past the NAT; fixed for a subscriber and host"),
  ]
}
