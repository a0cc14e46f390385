package import NATModel

/// Reads stored export messages: RFC 5655 files of IPFIX, and payloads of NetFlow one after another.
///
/// Events come in the order of the records; those of a set that waited for its template come when it
/// does. Memory does not grow with the input, apart from the texts. One thread: every message may
/// change how the next is read.
package struct FlowExportReader: Sendable {
  private let options: FlowExportOptions
  private static let bufferSize = 1 << 18
  private static let batchSize = 1024

  /// A reader with fixed options.
  package init(options: FlowExportOptions = FlowExportOptions()) { self.options = options }

  /// Reads one input to its end, or until the sink says stop.
  ///
  /// `file` is the input's position in the list of inputs. Octets between messages that belong to
  /// none are one `damagedFile` reject each time, and reading goes on at the next message.
  /// - Throws: ``InputError`` if nothing can be read; whatever the sink throws.
  package func read<Sink: EventSink>(
    _ source: consuming sending InputSource, file: UInt32, into sink: inout Sink,
    texts: inout TextTable, progress: ((ReadingProgress) -> Void)? = nil
  ) throws -> FlowExportResult {
    let decoder = FlowExportDecoder(file: file, options: options)
    var report = InputReport(name: source.name)
    report.compression = source.compression?.rawValue
    var buffer = [UInt8](repeating: 0, count: FlowExportReader.bufferSize)
    var start = 0
    var end = 0
    var base: UInt64 = 0
    var isEnd = false
    var versions: [UInt16: UInt64] = [:]
    var shown = ReadingProgress()
    reading: while true {
      while start < end || !isEnd {
        switch FlowExportFraming.extent(
          buffer.span.extracting(0..<end), at: start, isEnd: isEnd)
        {
        case .needMore:
          break
        case .octets(let length):
          let message = buffer.span.extracting(start..<start + length)
          versions[message.network16(at: 0), default: 0] += 1
          decoder.decode(message, from: .file, offset: base + UInt64(start), texts: &texts)
          start += length
          if decoder.events.count >= FlowExportReader.batchSize {
            guard try flush(decoder, &report, texts, into: &sink) else {
              report.partial = true
              break reading
            }
          }
          continue
        case .damaged:
          guard start < end else { break reading }
          let next = FlowExportFraming.next(buffer.span.extracting(0..<end), after: start)
          report.rejects.add(
            RejectCounts.Example(
              reason: .damagedFile,
              location: SourceLocation(file: file, record: decoder.records + 1),
              offset: base + UInt64(start),
              excerpt: Array(buffer[start..<min(next, start + 160)])))
          start = next
          continue
        }
        break
      }
      if isEnd { break }
      // A replaced range would copy the whole buffer, which the slice holds on to.
      for place in start..<end { buffer[place - start] = buffer[place] }
      base += UInt64(start)
      end -= start
      start = 0
      do throws(InputError) {
        let count = try source.read(into: &buffer, range: end..<buffer.count)
        isEnd = count == 0
        end += count
      } catch {
        report.partial = true
        isEnd = true
      }
      shown.bytes = base + UInt64(end)
      shown.rawBytes = source.rawBytes
      shown.records = decoder.records
      shown.events = UInt64(report.summary.total)
      shown.rejects = UInt64(decoder.rejects.total)
      progress?(shown)
    }
    report.bytes = base + UInt64(end)
    let exporters = decoder.finish(texts: texts)
    if !report.partial { report.partial = try !flush(decoder, &report, texts, into: &sink) }
    if let damage = source.damage {
      report.partial = true
      report.rejects.add(
        RejectCounts.Example(
          reason: .damagedFile, location: SourceLocation(file: file, record: decoder.records),
          offset: report.bytes, excerpt: Array(damage.utf8.prefix(160))))
    }
    report.records = decoder.records
    report.skipped = decoder.skipped
    report.rejects.absorb(decoder.rejects)
    name(&report, versions)
    return FlowExportResult(report: report, exporters: exporters)
  }

  private func name(_ report: inout InputReport, _ versions: [UInt16: UInt64]) {
    let main = versions.max { ($0.value, $1.key) < ($1.value, $0.key) }
    report.format =
      switch main?.key {
      case 10: "ipfix"
      case 9: "netflow9"
      case 5: "netflow5"
      default: nil
      }
    let counted = versions.sorted { $0.key < $1.key }.map { "\($0.value) of version \($0.key)" }
    report.recognition =
      counted.isEmpty
      ? "no export message was found"
      : "export messages one after another: " + counted.joined(separator: ", ")
  }

  private func flush<Sink: EventSink>(
    _ decoder: FlowExportDecoder, _ report: inout InputReport, _ texts: TextTable,
    into sink: inout Sink
  ) throws -> Bool {
    guard !decoder.events.isEmpty else { return true }
    // The array is lent, not copied: the decoder gets it back for its next events.
    var batch = EventBatch(events: decoder.events)
    decoder.events = []
    report.summary.add(batch.events)
    let goesOn = try sink.receive(batch, texts: texts)
    batch.events.removeAll(keepingCapacity: true)
    decoder.events = batch.events
    return goesOn
  }
}

/// What reading stored export messages gave, beside the events.
package struct FlowExportResult: Sendable {
  /// The numbers every command prints; records are data records.
  package var report: InputReport
  /// Every exporter, in order of its first message.
  package var exporters: [ExporterReport]
}
