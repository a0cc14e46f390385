package import NATModel

/// Reads captures: flows and name observations out of packets.
///
/// Events come in the order in which they are known: a name at its packet, a flow when it is over
/// (see ``FlowTimeouts``), the flows that go on at the end of the file ordered by their start. The
/// order and the events depend on the capture and the options alone. Memory is bounded by
/// ``CaptureOptions`` and does not grow with the input, texts excepted.
package struct CaptureReader: Sendable {
  /// How captures are read.
  package var options: CaptureOptions

  /// A reader with options.
  package init(options: CaptureOptions = CaptureOptions()) { self.options = options }

  /// Reads a stream of plain bytes: a file, standard input, or what a decompressor gives.
  ///
  /// `file` is its position in the list of inputs. Throws ``CaptureError`` if it cannot be opened as
  /// a capture, and what the sink throws. Damage further on is a reject in the report, and so is a
  /// source that fails.
  package func read<Source: CaptureByteSource & ~Copyable, Sink: EventSink>(
    _ source: consuming Source, name: String, file: UInt32 = 0, texts: inout TextTable,
    into sink: inout Sink
  ) throws -> CaptureResult {
    let feed = ByteFeed.from(source)
    switch OpenCapture.Form(feed) {
    case .pcap:
      var capture = try PcapFile(feed: feed, name: name)
      return try read(&capture, file: file, texts: &texts, into: &sink)
    case .pcapng:
      var capture = try PcapngFile.open(feed: feed, name: name)
      return try read(&capture, file: file, texts: &texts, into: &sink)
    case .other:
      var capture = try LibpcapFile.open(feed: feed, name: name)
      return try read(&capture, file: file, texts: &texts, into: &sink)
    }
  }

  /// Reads a capture that is open to its end.
  func read<File: CaptureFile & ~Copyable, Sink: EventSink>(
    _ capture: inout File, file: UInt32, texts: inout TextTable, into sink: inout Sink
  ) throws -> CaptureResult {
    var decoder = CaptureDecoder(
      report: InputReport(
        name: capture.name, format: capture.format, recognition: capture.recognition),
      file: file, linkType: capture.linkType, options: options)
    var damage: String?
    var isWanted = true
    var isOpen = true
    while isOpen, isWanted {
      do throws(CaptureError) {
        isOpen = try capture.next { decoder.add($0, $1, texts: &texts) }
      } catch {
        damage = error.description
        decoder.noteDamage(at: capture.position)
        isOpen = false
      }
      if decoder.events.count >= options.batchSize {
        isWanted = try flush(&decoder, texts, into: &sink)
      }
    }
    decoder.finish(texts: &texts)
    while decoder.finishFlows(upTo: options.batchSize, texts: &texts) {
      if isWanted { isWanted = try flush(&decoder, texts, into: &sink) }
    }
    if isWanted { isWanted = try flush(&decoder, texts, into: &sink) }
    decoder.completeStatistics(texts)
    if !isWanted { decoder.noteStop() }
    decoder.noteBytes(capture.byteCount)
    decoder.note(capture.notes)
    return CaptureResult(
      report: decoder.report, statistics: decoder.statistics, carried: decoder.carriedReport,
      damage: damage)
  }

  private func flush<Sink: EventSink>(
    _ decoder: inout CaptureDecoder, _ texts: TextTable, into sink: inout Sink
  ) throws -> Bool {
    guard !decoder.events.isEmpty else { return true }
    let batch = EventBatch(events: decoder.events)
    decoder.events.removeAll(keepingCapacity: true)
    decoder.summarise(batch)
    return try sink.receive(batch, texts: texts)
  }
}
