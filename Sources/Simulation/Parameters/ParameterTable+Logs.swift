extension ParameterTable {
  /// What is written down, by whom, and with which errors.
  package static let logs: [Parameter] = [
    Parameter(
      "log.records", choice: "pair", of: ["pair", "single", "open", "binding", "none"],
      source: "RFC 6888 REQ-12, RFC 8158", mark: .verified,
      "NAT sessions as open and close, one record, open alone, bindings without destination, or not"
    ),
    Parameter(
      "log.names", choice: "none", of: ["none", "dns", "sni", "both"], source: "design",
      mark: .assumed, "host names seen beside the NAT"),
    Parameter(
      "log.loss", 0.001, 0...0.02, limits: 0...1, unit: "share of records",
      source: "loss of UDP syslog admitted by Juniper", mark: .verified,
      "NAT records that never reach the collector"),
    Parameter(
      "log.clock_sigma", 0.5, 0...5, limits: 0...3600, unit: "seconds", source: "NTP",
      mark: .assumed, "standard deviation of the NAT's clock error, drifting over hours"),
    Parameter(
      "log.resolution", 0.001, 0.000001...1, limits: 0.000000001...4, unit: "seconds",
      source: "syslog 1 s, IPFIX 1 ms, conntrack 1 us", mark: .recalledHigh,
      "resolution of the NAT's time stamps"),
    Parameter(
      "assignment.per_day", 1, 1...3, limits: 0...48, unit: "accounting sessions per day",
      source: "modern always-on access", mark: .recalledMedium,
      "RADIUS sessions of a subscriber"),
    Parameter(
      "assignment.renumber", choice: "no", of: ["no", "daily"], source: "24 h forced reconnection",
      mark: .recalledMedium, "whether a subscriber gets another inside address every day"),
    Parameter(
      "server.sites", 400, 50...2000, limits: 0...150_000, unit: "sites", source: "design",
      mark: .assumed, "sites whose access logs lead to requests, spread evenly over log rank"),
    Parameter(
      "server.share", 0.02, 0.001...1, limits: 0...1, unit: "share of connections",
      source: "design", mark: .assumed,
      "connections to those sites' own servers that become a request"),
    Parameter(
      "server.port_logging", 0.1, 0...0.9, limits: 0...1, unit: "share of sites",
      source: "draft-daveor-cgn-logging: off by default in 9 of 10 products", mark: .secondHand,
      "servers that log the client's port"),
    Parameter(
      "server.clock", choice: "modern", of: ["modern", "measured-2007", "perfect"],
      source: "Buchholz & Tjaden 2007: 74 % within 10 s; modern variant 90/7/2/1",
      mark: .verified, "mixture from which each server's clock error is drawn"),
    Parameter(
      "server.resolution", 1, 0.001...1, limits: 0.000000001...4, unit: "seconds",
      source: "default formats of web servers", mark: .recalledHigh,
      "resolution of servers' time stamps"),
  ]
}
