import NATModel

/// Hands shards to a sink in input order and keeps the report of the input.
struct Delivery {
  /// Position of the input in the list of inputs.
  let file: UInt32
  /// What was read so far.
  var report: InputReport
  /// Which dialect other hosts write in, as far as lines were delivered.
  private(set) var routes = HostRoutes()
  /// Why the main dialect was chosen.
  private var recognition = ""
  private let callback: ((ReadingProgress) -> Void)?
  private let quarantine: (([RejectedRecord]) throws -> Void)?
  private var progress = ReadingProgress()

  /// The delivery of one input; see ``LogReader/read(_:file:into:texts:progress:quarantine:)``.
  init(
    file: UInt32, report: InputReport, progress: ((ReadingProgress) -> Void)?,
    quarantine: (([RejectedRecord]) throws -> Void)?
  ) {
    self.file = file
    self.report = report
    self.callback = progress
    self.quarantine = quarantine
  }

  /// Parses a shard again if lines before it, which were not known then, decided something for it;
  /// then its routes are those of everything up to its end.
  mutating func settle(_ shard: inout LineShard, by plan: ParsingPlan) {
    if shard.lines.routes.dependsOnEarlierLines, shard.startVersion != routes.version {
      shard.begin(with: routes)
      shard.parse(by: plan)
    }
    guard shard.lines.routes.version != shard.startVersion else { return }
    shard.lines.routes.renumberDecisions(after: routes.decisions.count, by: report.records)
    routes = shard.lines.routes
    if recognition.isEmpty { recognition = report.recognition }
    report.recognition = recognition + routes.explanation(plan)
  }

  /// Moves a shard into the input's numbering and gives its events to the sink.
  ///
  /// Returns false if the sink wants no more.
  mutating func deliver<Sink: EventSink>(
    _ shard: inout LineShard, into sink: inout Sink, texts: inout TextTable
  ) throws -> Bool {
    shard.lines.renumber(from: report.records, texts: &texts)
    report.rejects.absorb(shard.lines.rejects(from: report.records))
    if let quarantine {
      let rejected = shard.lines.rejectedRecords(from: report.records)
      if !rejected.isEmpty { try quarantine(rejected) }
    }
    report.records += shard.lines.records
    report.skipped += shard.lines.skipped
    report.repeated += shard.lines.repeated
    report.bytes = shard.block.offset + UInt64(shard.block.count)
    report.summary.absorb(shard.lines.summary)
    let events = UInt64(shard.lines.summary.total)
    var goesOn = true
    if events > 0 {
      // The array is lent, not copied: the shard gets it back for its next block.
      let batch = EventBatch(events: shard.lines.context.events)
      shard.lines.context.events = []
      goesOn = try sink.receive(batch, texts: texts)
      shard.lines.context.events = batch.events
    }
    progress.bytes = report.bytes
    progress.rawBytes = shard.block.rawBytes
    progress.records = report.records
    progress.events += events
    progress.rejects = UInt64(report.rejects.total)
    callback?(progress)
    return goesOn
  }

  /// Notes how the input ended.
  mutating func finish(damage: String?, failure: InputError?) {
    guard let reason = failure.map(\.description) ?? damage else { return }
    report.partial = true
    report.rejects.add(
      RejectCounts.Example(
        reason: .damagedFile, location: SourceLocation(file: file, record: report.records),
        offset: report.bytes, excerpt: Array(reason.utf8.prefix(160))))
  }
}
