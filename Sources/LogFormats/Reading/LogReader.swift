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
  /// - Throws: ``RecognitionError`` if no dialect or more than one fits; ``InputError`` if the first
  ///   block cannot be read; whatever the sink throws.
  package func read<Sink: EventSink>(
    _ source: consuming sending InputSource, file: UInt32, into sink: inout Sink,
    texts: inout TextTable, progress: ((ReadingProgress) -> Void)? = nil
  ) throws -> InputReport {
    let name = source.name
    var delivery = Delivery(file: file, report: InputReport(name: name), progress: progress)
    delivery.report.compression = source.compression?.rawValue
    let rules = TimeRules(
      year: options.year, reference: source.modified ?? options.now,
      offsetSeconds: options.offsetSeconds)
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
    reader.adopt(dialect, &first.block)
    if first.block.count == 0 { _ = try reader.next(into: &first.block) }
    first.parse(with: dialect, lineLimit: options.lineLimit)
    guard try delivery.deliver(&first, into: &sink, texts: &texts) else {
      delivery.report.partial = true
      return delivery.report
    }
    if options.threads == 1 {
      try readAlone(&reader, &first, dialect, &delivery, &sink, &texts)
    } else {
      try readSharded(reader, dialect, rules, &delivery, &sink, &texts)
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
    var sniffer = DialectSniffer()
    shard.sniff(&sniffer, lineLimit: options.lineLimit)
    let (dialect, explanation) = try sniffer.decide(name: name)
    report.format = dialect.id
    report.recognition = explanation
    return dialect
  }

  private func readAlone<Sink: EventSink>(
    _ reader: inout LineBlockReader, _ shard: inout LineShard, _ dialect: any LogDialect,
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
      shard.parse(with: dialect, lineLimit: options.lineLimit)
      guard try delivery.deliver(&shard, into: &sink, texts: &texts) else {
        delivery.report.partial = true
        return
      }
    }
    delivery.finish(damage: reader.damage, failure: failure)
  }

  private func readSharded<Sink: EventSink>(
    _ reader: consuming sending LineBlockReader, _ dialect: any LogDialect, _ rules: TimeRules,
    _ delivery: inout Delivery, _ sink: inout Sink, _ texts: inout TextTable
  ) throws {
    let shards = [LineShard](
      repeating: LineShard(file: delivery.file, rules: rules), count: options.threads * 2)
    let ring = ShardRing(reader, dialect: dialect, lineLimit: options.lineLimit, shards: shards)
    ring.start(threads: options.threads)
    defer { ring.stop() }
    var number = 0
    while true {
      let step: (isEnd: Bool, goesOn: Bool, failure: InputError?) = try ring.take(number) { shard in
        guard !shard.isEnd else { return (true, false, shard.failure) }
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
