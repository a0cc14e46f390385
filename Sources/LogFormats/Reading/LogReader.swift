package import NATModel

/// Reads text logs: decides the dialect once, parses the lines on any number of threads, and pushes
/// events into a sink in input order.
///
/// Events, text ids, rejects and their examples are the same for every number of threads and every
/// size of block. Memory does not grow with the input, apart from the texts.
package struct LogReader: Sendable {
  private let options: ReadingOptions

  /// A reader with fixed options.
  package init(options: ReadingOptions) { self.options = options }

  /// Reads one input to its end, or until the sink says stop.
  ///
  /// `file` is the input's position in the list of inputs; `texts` is the table that all ids refer
  /// to, shared by all inputs of a run. `progress` is called after each block on the calling thread,
  /// as the sink is. A compressed stream that is damaged or cut off gives the events before the
  /// damage, one `damagedFile` reject and a partial report; so does a read that fails midway.
  /// `quarantine` is given the rejected records of each block that has any, in input order.
  /// - Throws: ``RecognitionError`` if no dialect or more than one fits; ``InputError`` if the first
  ///   block cannot be read; whatever the sink or the quarantine throws.
  package func read<Sink: EventSink>(
    _ source: consuming sending InputSource, file: UInt32, into sink: inout Sink,
    texts: inout TextTable, progress: ((ReadingProgress) -> Void)? = nil,
    quarantine: (([RejectedRecord]) throws -> Void)? = nil
  ) throws -> InputReport {
    let name = source.name
    var delivery = Delivery(
      file: file, report: InputReport(name: name), progress: progress, quarantine: quarantine)
    delivery.report.compression = source.compression?.rawValue
    let rules = TimeRules(
      year: options.year, reference: source.modified ?? options.now, zone: options.zone)
    var reader = LineBlockReader(
      source, blockSize: options.blockSize, lineLimit: options.lineLimit)
    var first = LineShard(file: file, rules: rules)
    // To recognise a format takes a sample, however little a stream gives at a time.
    let wanted = options.dialect == nil ? DialectSniffer.sampleLines : 1
    guard try reader.next(into: &first.block, wanted: wanted) else {
      delivery.report.recognition = "the input is empty"
      delivery.finish(damage: reader.damage, failure: nil)
      return delivery.report
    }
    let dialect = try decide(first, name: name, report: &delivery.report)
    let plan = ParsingPlan(
      dialect, isMixed: options.dialect == nil && LogDialects.dialect(dialect.id) != nil,
      lineLimit: options.lineLimit,
      keepsEvents: sink.wantsEvents, keepsRejects: quarantine != nil)
    reader.adopt(dialect, &first.block)
    if first.block.count == 0 { _ = try reader.next(into: &first.block) }
    first.parse(by: plan)
    delivery.settle(&first, by: plan)
    guard try delivery.deliver(&first, into: &sink, texts: &texts) else {
      delivery.report.partial = true
      return delivery.report
    }
    if options.threads == 1 {
      try readAlone(&reader, &first, plan, &delivery, &sink, &texts)
    } else {
      try readSharded(reader, rules, plan, &delivery, &sink, &texts)
    }
    return delivery.report
  }

  private func decide(_ shard: LineShard, name: String, report: inout InputReport) throws
    -> any LogDialect
  {
    if let dialect = options.dialect {
      report.format = dialect.id
      report.recognition = "\(dialect.title): chosen by the user"
      return dialect
    }
    var sniffer = DialectSniffer(dialects: LogDialects.all + options.described)
    shard.sniff(&sniffer, lineLimit: options.lineLimit)
    let (dialect, explanation) = try sniffer.decide(name: name)
    report.format = dialect.id
    report.recognition = explanation
    return dialect
  }

  private func readAlone<Sink: EventSink>(
    _ reader: inout LineBlockReader, _ shard: inout LineShard, _ plan: ParsingPlan,
    _ delivery: inout Delivery, _ sink: inout Sink, _ texts: inout TextTable
  ) throws {
    var failure: InputError?
    while true {
      do throws(InputError) {
        guard try reader.next(into: &shard.block) else { break }
      } catch {
        failure = error
        break
      }
      shard.begin(with: delivery.routes)
      shard.parse(by: plan)
      delivery.settle(&shard, by: plan)
      guard try delivery.deliver(&shard, into: &sink, texts: &texts) else {
        delivery.report.partial = true
        return
      }
    }
    delivery.finish(damage: reader.damage, failure: failure)
  }

  private func readSharded<Sink: EventSink>(
    _ reader: consuming sending LineBlockReader, _ rules: TimeRules, _ plan: ParsingPlan,
    _ delivery: inout Delivery, _ sink: inout Sink, _ texts: inout TextTable
  ) throws {
    let shards = [LineShard](
      repeating: LineShard(file: delivery.file, rules: rules), count: options.threads * 2)
    let ring = ShardRing(reader, plan: plan, routes: delivery.routes, shards: shards)
    ring.start(threads: options.threads)
    defer { ring.stop() }
    var number = 0
    while true {
      let step: (isEnd: Bool, goesOn: Bool, failure: InputError?) = try ring.take(number) { shard in
        guard !shard.isEnd else { return (true, false, shard.failure) }
        let known = delivery.routes.version
        delivery.settle(&shard, by: plan)
        if delivery.routes.version != known { ring.publish(delivery.routes) }
        return (false, try delivery.deliver(&shard, into: &sink, texts: &texts), nil)
      }
      number += 1
      if step.isEnd {
        delivery.finish(damage: ring.ending.damage, failure: step.failure)
        return
      }
      guard step.goesOn else {
        delivery.report.partial = true
        return
      }
    }
  }
}
