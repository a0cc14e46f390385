import Dispatch
package import NATModel
import Synchronization

/// Reads of a text log only the lines that hold a needle: one question over a log that is too large
/// to be read for it.
///
/// Bytes are looked at before anything is parsed. A few lines at both ends of every block are parsed
/// too, so that the time covered and the format are known. What was found may name what else is to be
/// looked for from there on (the number of a connection). Events carry the same places as when the
/// whole log is read, and come in input order, but for those found so within the same few blocks;
/// nothing depends on the number of threads. Memory does not grow with the input.
package struct LogSearch: Sendable {
  private static let places = 16
  private static let blockSize = 1 << 20

  private let options: ReadingOptions
  private let needles: [ByteNeedle]

  /// A search for lines that hold at least one of the needles.
  package init(options: ReadingOptions, needles: [ByteNeedle]) {
    self.options = options
    self.needles = needles
  }

  /// Reads one input to its end, or until the sink says stop.
  ///
  /// The report counts all lines as records, those passed over as skipped. Everything else is as in
  /// ``LogReader/read(_:file:into:texts:progress:)``. `following` says, each time that the sink has taken
  /// events, what is to be looked for besides the needles, from the block of those events on.
  /// - Returns: `nil`, with nothing given to the sink, if lines of this dialect hang together and so
  ///   cannot be picked out.
  package func read<Sink: EventSink>(
    _ source: consuming sending InputSource, file: UInt32, into sink: inout Sink,
    texts: inout TextTable, progress: ((ReadingProgress) -> Void)? = nil,
    following: (Sink) -> [ByteNeedle] = { _ in [] }
  ) throws -> InputReport? {
    let rules = TimeRules(
      year: options.year, reference: source.modified ?? options.now, zone: options.zone)
    var report = InputReport(name: source.name)
    report.compression = source.compression?.rawValue
    let name = source.name
    var reader = LineBlockReader(
      source, blockSize: LogSearch.blockSize, lineLimit: options.lineLimit)
    var first = SearchShard(file: file, rules: rules)
    guard try reader.next(into: &first.block, wanted: DialectSniffer.sampleLines) else {
      report.recognition = "the input is empty"
      return report
    }
    let dialect = try decide(first.block, name: name, report: &report)
    // Frames of RFC 6587 are not told apart by line breaks, so that lines cannot be counted.
    let frame = OctetFrame.end(
      in: first.block.span, from: first.block.firstLine, to: first.block.count)
    guard !dialect.linesHangTogether, frame == nil else { return nil }
    let plan = ParsingPlan(
      dialect, isMixed: options.dialect == nil && LogDialects.dialect(dialect.id) != nil,
      lineLimit: options.lineLimit, keepsEvents: true, keepsRejects: false)
    first.search(for: needles, by: plan)
    guard try deliver(&first, &report, into: &sink, texts: &texts) else { return report }
    var followed = following(sink)
    try searchAgain(&first, for: followed, by: plan, into: &sink, texts: &texts)
    let places = (0..<LogSearch.places).map { _ in
      SearchPlace(SearchShard(file: file, rules: rules))
    }
    var rawBytes: UInt64 = 0
    let input = SearchInput(reader, stretch: LogSearch.blockSize)
    while true {
      let isOver = Atomic(false)
      let wanted = needles + followed
      var added: [ByteNeedle] = []
      DispatchQueue.concurrentPerform(iterations: places.count) { place in
        if !fill(places[place], from: input, for: wanted, by: plan) {
          isOver.store(true, ordering: .relaxed)
        }
      }
      for place in places.sorted(by: { $0.number < $1.number }) {
        let goesOn = try place.shard.withLock { shard in
          if let failure = shard.failure { note("\(failure)", file, &report) }
          guard !shard.isEnd else { return true }
          rawBytes = shard.block.rawBytes
          guard try deliver(&shard, &report, into: &sink, texts: &texts) else { return false }
          followed = following(sink)
          added = followed.filter { added.contains($0) || !wanted.contains($0) }
          try searchAgain(&shard, for: added, by: plan, into: &sink, texts: &texts)
          followed = following(sink)
          return true
        }
        guard goesOn else { return report }
      }
      var state = ReadingProgress()
      state.bytes = report.bytes
      state.records = report.records
      state.events = UInt64(report.summary.total)
      state.rawBytes = rawBytes
      progress?(state)
      if isOver.load(ordering: .relaxed) { break }
    }
    if let damage = input.damage { note(damage, file, &report) }
    return report
  }

  /// Reads the next block and searches it; false at the end.
  private func fill(
    _ place: SearchPlace, from input: SearchInput, for needles: [ByteNeedle],
    by plan: ParsingPlan
  ) -> Bool {
    place.shard.withLock { shard in
      input.next(into: &shard)
      guard !shard.isEnd else { return false }
      shard.search(for: needles, by: plan)
      return true
    }
  }

  private func decide(
    _ block: LineBlock, name: String, report: inout InputReport
  ) throws -> any LogDialect {
    if let dialect = options.dialect {
      report.format = dialect.id
      report.recognition = "\(dialect.title): chosen by the user"
      return dialect
    }
    var sniffer = DialectSniffer(dialects: LogDialects.all + options.described)
    var shard = LineShard(file: 0, rules: TimeRules(reference: options.now))
    shard.block = block
    shard.sniff(&sniffer, lineLimit: options.lineLimit)
    let (dialect, explanation) = try sniffer.decide(name: name)
    report.format = dialect.id
    report.recognition = explanation
    return dialect
  }

  private func deliver<Sink: EventSink>(
    _ shard: inout SearchShard, _ report: inout InputReport, into sink: inout Sink,
    texts: inout TextTable
  ) throws -> Bool {
    shard.base = report.records
    shard.lines.renumber(from: report.records, texts: &texts)
    report.rejects.absorb(shard.rejects(from: report.records))
    report.summary.absorb(shard.lines.summary)
    report.records += shard.records
    // Lines of several frames are one line here and several records there.
    report.skipped += shard.records - min(shard.records, shard.lines.records) + shard.lines.skipped
    report.repeated += shard.lines.repeated
    report.bytes = shard.block.offset + UInt64(shard.block.count)
    guard !shard.lines.context.events.isEmpty else { return true }
    guard try sink.receive(EventBatch(events: shard.lines.context.events), texts: texts) else {
      report.partial = true
      return false
    }
    return true
  }

  /// Looks in a block once more, for what is wanted since its lines were found, and gives the sink what
  /// it has not had.
  private func searchAgain<Sink: EventSink>(
    _ shard: inout SearchShard, for needles: [ByteNeedle], by plan: ParsingPlan,
    into sink: inout Sink, texts: inout TextTable
  ) throws {
    guard !needles.isEmpty else { return }
    let known = Set(shard.lines.context.events.map(\.location.record))
    shard.search(for: needles, by: plan)
    shard.lines.renumber(from: shard.base, texts: &texts)
    let events = shard.lines.context.events.filter { !known.contains($0.location.record) }
    if !events.isEmpty { _ = try sink.receive(EventBatch(events: events), texts: texts) }
  }

  private func note(_ reason: String, _ file: UInt32, _ report: inout InputReport) {
    report.partial = true
    report.rejects.add(
      RejectCounts.Example(
        reason: .damagedFile, location: SourceLocation(file: file, record: report.records),
        offset: report.bytes, excerpt: Array(reason.utf8.prefix(160))))
  }
}
