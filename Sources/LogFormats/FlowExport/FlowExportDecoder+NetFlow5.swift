import NATModel

/// NetFlow v5: a header of 24 octets and records of 48, whose template never changes.
extension FlowExportDecoder {
  private static let headerLength = 24
  private static let recordLength = 48

  /// The record of NetFlow v5 as a template (Cisco, "NetFlow Export Datagram Format", table B-4).
  private static let fields: [TemplateField] = [
    (8, 4), (12, 4), (15, 4), (10, 2), (14, 2), (2, 4), (1, 4), (22, 4), (21, 4), (7, 2), (11, 2),
    (210, 1), (6, 1), (4, 1), (5, 1), (16, 2), (17, 2), (9, 1), (13, 1), (210, 2),
  ].map { TemplateField(ElementID($0.0), length: $0.1) }

  /// A NetFlow v5 packet: version, count, uptime, seconds and nanoseconds since 1970, number of flows
  /// sent before, engine, sampling.
  func decodeNetFlow5(
    _ message: Span<UInt8>, _ peer: ExportPeer, _ place: MessagePlace, _ texts: inout TextTable
  ) {
    guard message.count >= FlowExportDecoder.headerLength else {
      return reject(.truncatedRecord, message, place)
    }
    let engine = UInt32(message.network16(at: 20))
    let exporter = exporter(peer, domain: engine, version: 5, &texts)
    let stated = Int(message.network16(at: 2))
    let there =
      (message.count - FlowExportDecoder.headerLength) / FlowExportDecoder.recordLength
    let count = min(stated, there)
    if stated > there { reject(.truncatedRecord, message, place) }
    let uptime = message.network32(at: 4)
    let nanoseconds = min(Int64(message.network32(at: 12)), 999_999_999)
    let clock = MessageClock(
      exported: Int64(message.network32(at: 8)) * 1_000_000_000 + nanoseconds, uptime: uptime)
    // Templates of other versions have numbers from 256, so 5 is free.
    if exporter.templates[5] == nil {
      exporter.templates[5] = Template(
        id: 5, fields: FlowExportDecoder.fields, scopeCount: 0, isOptions: false, declared: .max)
    }
    let sampling = UInt64(message.network16(at: 22) & 0x3fff)
    exporter.counts.samplingInterval = max(exporter.counts.samplingInterval, sampling)
    let end = FlowExportDecoder.headerLength + count * FlowExportDecoder.recordLength
    let context = SetContext(exporter: exporter, clock: clock, place: place)
    let records = decodeData(
      message.extracting(FlowExportDecoder.headerLength..<end), template: 5, context, &texts)
    exporter.counts.messages += 1
    exporter.sequence.note(
      message.network32(at: 16), records: records ?? 0, isCounted: records != nil, uptime: uptime,
      exported: clock.exported)
  }
}
