package import Exposure
package import NATModel
package import Retention

/// What `natlens volume` says: how much each regime keeps, carried to a population and a period.
package struct VolumeFindings: Sendable {
  /// What the figures are carried to.
  package struct Scale: Sendable, Hashable {
    /// Subscribers; `nil` for as many as the log knows.
    package var subscribers: Int?
    /// Days of retention.
    package var days: Double
    /// Connections per subscriber and day to assume; `nil` for as many as the log holds.
    package var rate: Double?

    /// A scale from its parts.
    package init(subscribers: Int? = nil, days: Double = 365, rate: Double? = nil) {
      self.subscribers = subscribers
      self.days = days
      self.rate = rate
    }
  }

  /// One regime's log.
  package struct Log: Sendable {
    /// The regime.
    package var regime: Regime
    /// What its log weighs.
    package var volume: RegimeVolume
    /// The share of records that somebody's visit caused (V4), or why it is not known.
    package var human: Figure?

    /// A log from its parts.
    package init(regime: Regime, volume: RegimeVolume, human: Figure?) {
      self.regime = regime
      self.volume = volume
      self.human = human
    }
  }

  /// Short name of the world.
  package var name: String
  /// How the NAT hands out ports, if known.
  package var behavior: NATBehavior?
  /// Sessions that the inputs hold.
  package var sessions: Int
  /// The regimes' logs, in the order of the ladder.
  package var logs: [Log]
  /// Names of the compressions, in the order of every weight.
  package var compressors: [String]
  /// What the figures are carried to.
  package var scale: Scale
  /// How the numbers came to be.
  package var provenance: ReportContent.Provenance

  /// Findings from their parts.
  package init(
    name: String, behavior: NATBehavior?, sessions: Int, logs: [Log], compressors: [String],
    scale: Scale, provenance: ReportContent.Provenance
  ) {
    self.name = name
    self.behavior = behavior
    self.sessions = sessions
    self.logs = logs
    self.compressors = compressors
    self.scale = scale
    self.provenance = provenance
  }

  /// Subscribers that the log knows.
  var subscribers: Int { logs.first?.volume.subscribers ?? 0 }

  /// Subscribers that totals are for.
  var scaledSubscribers: Int { scale.subscribers ?? subscribers }

  /// True if any total is for more or fewer subscribers, or for another rate, than the log's own.
  var isScaled: Bool { scaledSubscribers != subscribers || scale.rate != nil }

  /// The time that the logs cover, or `nil` if they state none.
  var coverage: TimeSpan? { logs.lazy.compactMap(\.volume.coverage).first }

  /// Records per subscriber and day as the log holds them; `nil` where it states no time.
  func measuredRate(_ log: Log) -> Double? {
    let volume = log.volume
    guard let duration = CoverageDuration(volume.coverage), volume.subscribers > 0 else {
      return nil
    }
    return Double(volume.timed) / Double(volume.subscribers) / duration.days
  }

  /// By how much a stated rate changes a log: records of sessions in proportion, others not.
  func factor(_ log: Log) -> Double {
    guard let rate = scale.rate, log.volume.kind == .session else { return 1 }
    let base = ["connection", "binding"].lazy.compactMap { id in
      self.logs.first { $0.regime.id == id && $0.volume.timed > 0 }.flatMap(self.measuredRate)
    }.first
    return base.map { rate / $0 } ?? 1
  }

  /// Records per subscriber and day at the scale.
  func rate(_ log: Log) -> Double? { measuredRate(log).map { $0 * factor(log) } }

  /// Sizes of one weight at the scale.
  func totals(_ log: Log, _ volume: EncodedVolume) -> Totals? {
    guard let weight = volume.weight, let rate = rate(log), let form = volume.form else {
      return nil
    }
    // What a dialect cannot express is in the log all the same: records of the others stand for it
    // only as far as they were written.
    let share = Double(weight.records) / Double(max(1, weight.records + weight.unexpressed))
    let records = rate * share
    let people = Double(scaledSubscribers)
    func perDay(_ bytes: Int) -> Double { Double(bytes) / Double(weight.records) * records }
    let raw = perDay(weight.bytes)
    let compressed = weight.compressed.map { $0.map(perDay) }
    let perSecond = entriesPerSecond(log, form).map { $0 * share }
    return Totals(
      entriesPerDay: weight.entriesPerRecord * records, bytesPerDay: raw, compressed: compressed,
      stock: raw * people * scale.days,
      compressedStock: compressed.map { $0.map { $0 * people * scale.days } },
      entriesPerSecond: perSecond, bytesPerSecond: perSecond.map { $0 * weight.bytesPerEntry })
  }

  /// Entries a second in the busiest minute, at the scale.
  func entriesPerSecond(_ log: Log, _ form: RecordForm) -> Double? {
    guard let peak = log.volume.peak(form), log.volume.subscribers > 0,
      let duration = CoverageDuration(log.volume.coverage)
    else { return nil }
    let people = Double(scaledSubscribers) / Double(log.volume.subscribers)
    return Double(peak.entries) / min(60, duration.hours * 3600) * people * factor(log)
  }

  /// Sizes of a log in one encoding; per day means per subscriber and day.
  struct Totals {
    let entriesPerDay: Double
    let bytesPerDay: Double
    let compressed: [Double?]
    /// Bytes kept at any time, once the period has passed.
    let stock: Double
    let compressedStock: [Double?]
    let entriesPerSecond: Double?
    let bytesPerSecond: Double?
  }
}
