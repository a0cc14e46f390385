import NATModel

/// Hands shards to a sink in input order and keeps the report of the input.
struct Delivery {
  /// Position of the input in the list of inputs.
  let file: UInt32
  /// What was read so far.
  var report: InputReport
  private let callback: ((ReadingProgress) -> Void)?
  private var progress = ReadingProgress()

  init(file: UInt32, report: InputReport, progress: ((ReadingProgress) -> Void)?) {
    self.file = file
    self.report = report
    self.callback = progress
  }

  /// Moves a shard into the input's numbering and gives its events to the sink.
  ///
  /// Returns false if the sink wants no more.
  mutating func deliver<Sink: EventSink>(
    _ shard: inout LineShard, into sink: inout Sink, texts: inout TextTable
  ) throws -> Bool {
    shard.lines.renumber(from: report.records, texts: &texts)
    report.rejects.absorb(shard.lines.rejects(from: report.records))
    report.records += shard.lines.records
    report.skipped += shard.lines.skipped
    report.bytes = shard.block.offset + UInt64(shard.block.count)
    report.summary.absorb(shard.lines.summary)
    let events = UInt64(shard.lines.context.events.count)
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
