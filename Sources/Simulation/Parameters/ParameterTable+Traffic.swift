extension ParameterTable {
  /// What connections look like, and what devices do on their own.
  package static let traffic: [Parameter] = [
    Parameter(
      "connection.per_host", 1.3, 1...2, limits: 1...6, unit: "connections per host and page",
      source: "HTTP/2 and QUIC need one", mark: .recalledMedium,
      "mean connections that a page load opens to one host"),
    Parameter(
      "connection.udp_share", 0.4, 0.2...0.5, limits: 0...1, unit: "share of connections",
      source: "more TCP than UDP flows (Preseem)", mark: .recalledLow,
      "connections by QUIC"),
    Parameter(
      "connection.plain_share", 0.05, 0.02...0.1, limits: 0...1, unit: "share of TCP",
      source: "browser telemetry on HTTPS", mark: .recalledMedium, "TCP connections to port 80"),
    Parameter(
      "connection.median", 8, 2...20, limits: 0.1...600, unit: "seconds", source: "design",
      mark: .assumed, "median length of a connection, first to last packet"),
    Parameter(
      "connection.sigma", 1.3, 0.8...1.8, limits: 0...3, unit: "1", source: "design",
      mark: .assumed, "sigma of the logarithm of a connection's length"),
    Parameter(
      "connection.unclosed_share", 0.02, 0...0.1, limits: 0...1, unit: "share of TCP",
      source: "design", mark: .assumed,
      "TCP connections that end without FIN or RST, as a phone out of reach does"),
    Parameter(
      "background.awake", 100, 20...200, limits: 0...2000,
      unit: "connections per person-hour awake",
      source: "fitted to sessions per subscriber-day", mark: .derived,
      "connections of applications while somebody is awake"),
    Parameter(
      "background.asleep", 40, 10...80, limits: 0...2000,
      unit: "connections per person-hour asleep",
      source: "fitted to the diurnal ratio", mark: .derived,
      "connections of applications while their owner sleeps"),
    Parameter(
      "background.applications", 200, 50...500, limits: 1...2000, unit: "hosts",
      source: "design", mark: .assumed, "application hosts of the world"),
    Parameter(
      "background.device_least", 20, 10...50, limits: 0.1...5000,
      unit: "connections per device-day", source: "200-home study, Mazhar & Shafiq",
      mark: .recalledLow, "quietest device"),
    Parameter(
      "background.device_most", 200, 100...500, limits: 0.1...5000,
      unit: "connections per device-day", source: "200-home study, Mazhar & Shafiq",
      mark: .recalledLow, "busiest device; rates spread evenly in the logarithm"),
    Parameter(
      "background.clouds", 60, 20...200, limits: 1...2000, unit: "hosts",
      source: "centralised on few clouds, Mazhar & Shafiq", mark: .verified,
      "hosts that devices report to"),
    Parameter(
      "background.push_period", 1680, 900...1800, limits: 60...86_400, unit: "seconds",
      source: "design", mark: .assumed,
      "how long a phone's push connection is held before it is opened anew"),
  ]
}
