import NATModel

/// How subscribers become connections: everything that is drawn, and from what.
///
/// All draws are functions of seed, subscriber, purpose and position, so any interval of any
/// subscriber can be produced alone and is the same as within the whole.
package struct TrafficModel: Sendable {
  /// A day in nanoseconds.
  package static let dayLength: Int64 = 86_400_000_000_000
  /// Background connections are drawn for whole cells of one minute; slices are whole cells.
  package static let cell: Int64 = 60_000_000_000
  /// A page opens its connections within this time, nanoseconds.
  package static let pageSpan: Int64 = 4_000_000_000

  /// First instant, nanoseconds since 1970 UTC; the start of a day.
  package let start: Int64
  /// First instant after the world.
  package let end: Int64
  /// What there is to visit.
  package let sites: SiteCatalog
  /// Who visits.
  package let population: Population

  let seed: UInt64
  let curve: ActivityCurve
  let isShuffled: Bool
  let absence: Double
  let nightJitter: Double
  let revisit: Double
  let visitsPerSitting: Double
  let pagesPerVisit: Double
  let visitGap: QuantileTable
  let pageTime: QuantileTable
  let reload: Double
  let connectionsPerHost: Double
  let ipv6Share: Double
  let duration: QuantileTable
  /// Shares as 16-bit thresholds.
  let udpShare: UInt32
  let plainShare: UInt32
  let unclosedShare: UInt32
  let awakeRate: Double
  let asleepRate: Double
  let shuffledRate: Double
  let deviceRate: QuantileTable
  let pushPeriod: Int64

  /// The traffic that parameters and a seed give.
  package init(_ values: ParameterValues, seed: UInt64) {
    self.seed = seed
    start = Int64(values.count("time.first_day")) * TrafficModel.dayLength
    let cells = max(1, (values["time.days"] * 1440).rounded())
    end = start + Int64(cells) * TrafficModel.cell
    sites = SiteCatalog(values, seed: seed)
    population = Population(values, sites: sites, seed: seed)
    curve = ActivityCurve(peakToTrough: values["rhythm.peak_to_trough"])
    isShuffled = values.word("population.null_world") == NullWorld.shuffledTimes.rawValue
    absence = values["rhythm.absence"]
    nightJitter = values["rhythm.night_jitter"]
    revisit = values["visit.revisit"]
    visitsPerSitting = values["visit.per_sitting"]
    pagesPerVisit = values["visit.pages"]
    visitGap = .pareto(
      exponent: values["visit.gap_exponent"], least: values["visit.gap_least"],
      most: max(values["visit.gap_least"], values["visit.gap_most"]))
    pageTime = .exponential(mean: values["visit.page_time"])
    reload = values["visit.reload"]
    connectionsPerHost = values["connection.per_host"]
    ipv6Share = values["ipv6.share"]
    duration = .logNormal(
      median: values["connection.median"], sigma: values["connection.sigma"])
    func threshold(_ id: String) -> UInt32 { UInt32(values[id] * 65_536) }
    udpShare = threshold("connection.udp_share")
    plainShare = threshold("connection.plain_share")
    unclosedShare = threshold("connection.unclosed_share")
    awakeRate = values["background.awake"]
    asleepRate = values["background.asleep"]
    let sleep = values["rhythm.sleep"]
    shuffledRate =
      ((24 - sleep) * awakeRate + sleep * asleepRate) / 24 * (1 - values["rhythm.absence"])
    let least = values["background.device_least"]
    deviceRate = .logUniform(least: least, most: max(least, values["background.device_most"]))
    pushPeriod = values.nanoseconds("background.push_period")
  }

  /// The day that an instant lies in, counted from the world's first.
  package func day(of time: Int64) -> Int { Int((time - start) / TrafficModel.dayLength) }

  /// True if a household reaches a host by IPv6, past the NAT.
  @inline(__always)
  func isIPv6(_ household: Household, _ host: UInt32) -> Bool {
    guard ipv6Share > 0 else { return false }
    let bits = CounterGenerator.mix(household.ipv6Key ^ UInt64(host) &* 0xd6e8_feb8_6659_fd93)
    return Double(bits >> 11) * 0x1p-53 < ipv6Share
  }

  /// Values that ``connection(_:at:to:_:_:)`` draws.
  static let drawsPerConnection: UInt64 = 2

  /// A connection from two draws: one for its kind and inside port, one for its length.
  @inline(__always)
  func connection(
    _ subscriber: Int, at time: Int64, to host: UInt32, _ addresses: HostAddresses,
    _ draws: inout CounterGenerator
  ) -> Connection {
    let kind = draws.next()
    let seconds = duration.value(draws.next())
    let isUDP = UInt32(truncatingIfNeeded: kind & 0xffff) < udpShare
    let isPlain = !isUDP && UInt32(truncatingIfNeeded: kind >> 16 & 0xffff) < plainShare
    let isClosed = UInt32(truncatingIfNeeded: kind >> 32 & 0xffff) >= unclosedShare
    // The household's own router numbers ports as Linux does: 32768 to 60999.
    let port = 32_768 + UInt16(truncatingIfNeeded: ((kind >> 48) * 28_232) >> 16)
    return Connection(
      start: time, duration: UInt32(min(seconds * 1000, 86_400_000)),
      subscriber: UInt32(subscriber), destination: addresses.address(of: Int(host)), host: host,
      site: Connection.none, visit: Connection.none, insidePort: port,
      destinationPort: isPlain ? 80 : 443, proto: isUDP ? .udp : .tcp, device: 0,
      traits: isClosed ? .closed : [])
  }
}
