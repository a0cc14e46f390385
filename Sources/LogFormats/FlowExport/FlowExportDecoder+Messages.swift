import NATModel

/// Message headers and sets.
extension FlowExportDecoder {
  /// An IPFIX message (RFC 7011 section 3.1).
  ///
  ///      0               2               4                               8
  ///     +---------------+---------------+-------------------------------+
  ///     |  version 10   |    length     |          export time          |
  ///     +---------------+---------------+-------------------------------+
  ///     |        sequence number        |     observation domain id     |
  ///     +-------------------------------+-------------------------------+
  func decodeIPFIX(
    _ message: Span<UInt8>, _ peer: ExportPeer, _ place: MessagePlace, _ texts: inout TextTable
  ) {
    guard message.count >= 16 else { return reject(.truncatedRecord, message, place) }
    let stated = Int(message.network16(at: 2))
    guard stated >= 16 else { return reject(.malformedRecord, message, place) }
    let exporter = exporter(
      peer, domain: message.network32(at: 12), version: 10, &texts)
    let clock = MessageClock(
      exported: Int64(message.network32(at: 4)) * 1_000_000_000, uptime: nil,
      systemStart: exporter.systemStart)
    // A message longer than what carried it: its whole sets are still good.
    let end = min(stated, message.count)
    if stated > message.count { reject(.truncatedRecord, message, place) }
    let counted = decodeSets(
      message, 16..<end, SetContext(exporter: exporter, clock: clock, place: place), &texts)
    exporter.counts.messages += 1
    exporter.sequence.note(
      message.network32(at: 8), records: counted.records, isCounted: counted.isComplete,
      uptime: nil, exported: clock.exported)
    // Some exporters put several messages in one datagram, against RFC 7011 section 10.3.
    if message.count - end >= 16, message.network16(at: end) == 10 {
      let rest = MessagePlace(packet: place.packet, offset: place.offset + UInt64(end))
      decodeIPFIX(message.extracting(end..<message.count), peer, rest, &texts)
    }
  }

  /// A NetFlow v9 packet (RFC 3954 section 5.1); its end is that of the datagram.
  ///
  ///      0               2               4                               8
  ///     +---------------+---------------+-------------------------------+
  ///     |   version 9   |     count     |     uptime in milliseconds    |
  ///     +---------------+---------------+-------------------------------+
  ///     |       seconds since 1970      |        sequence number        |
  ///     +-------------------------------+-------------------------------+
  ///     |           source id           |
  ///     +-------------------------------+
  func decodeNetFlow9(
    _ message: Span<UInt8>, _ peer: ExportPeer, _ place: MessagePlace, _ texts: inout TextTable
  ) {
    guard message.count >= 20 else { return reject(.truncatedRecord, message, place) }
    let exporter = exporter(peer, domain: message.network32(at: 16), version: 9, &texts)
    let uptime = message.network32(at: 4)
    let clock = MessageClock(
      exported: Int64(message.network32(at: 8)) * 1_000_000_000, uptime: uptime)
    let counted = decodeSets(
      message, 20..<message.count,
      SetContext(exporter: exporter, clock: clock, place: place), &texts)
    exporter.counts.messages += 1
    exporter.sequence.note(
      message.network32(at: 12), records: counted.records, isCounted: counted.isComplete,
      uptime: uptime, exported: clock.exported)
  }

  /// What all sets of a message have in common.
  struct SetContext {
    let exporter: Exporter
    var clock: MessageClock
    let place: MessagePlace

    /// Set ids of templates and options templates (RFC 7011 section 3.3.2, RFC 3954 section 5).
    var templateSet: UInt16 { exporter.version == 9 ? 0 : 2 }
    var optionsSet: UInt16 { exporter.version == 9 ? 1 : 3 }
  }

  /// Reads sets up to the end of a message; the data records that could be counted, and whether
  /// those were all.
  private func decodeSets(
    _ message: Span<UInt8>, _ range: Range<Int>, _ context: SetContext, _ texts: inout TextTable
  ) -> (records: UInt32, isComplete: Bool) {
    var context = context
    var position = range.lowerBound
    var counted: (records: UInt32, isComplete: Bool) = (0, true)
    // Fewer octets than a set's header are padding.
    while range.upperBound - position >= 4 {
      let id = message.network16(at: position)
      let length = Int(message.network16(at: position + 2))
      guard length >= 4, length <= range.upperBound - position else {
        // Zeros to the end are padding of some exporters.
        if id != 0 || length != 0 || context.exporter.version == 10 {
          reject(.malformedRecord, message.extracting(position..<range.upperBound), context.place)
        }
        counted.isComplete = false
        break
      }
      let set = message.extracting(position + 4..<position + length)
      if id == context.templateSet || id == context.optionsSet {
        decodeTemplates(set, isOptions: id == context.optionsSet, context, &texts)
      } else if id >= 256 {
        let records = decodeData(set, template: id, context, &texts)
        counted.records &+= records ?? 0
        if records == nil { counted.isComplete = false }
        context.clock.systemStart = context.exporter.systemStart
      }
      position += length
    }
    return counted
  }
}
