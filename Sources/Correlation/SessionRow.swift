import NATModel

/// One row of ``SessionColumns`` with addresses as numbers: what a ``Session`` is inside a table.
struct SessionRow: Sendable, BitwiseCopyable {
  var start: Int64
  /// Not before ``start``.
  var end: Int64
  var inside: UInt32
  var outside: UInt32
  var destination: UInt32
  var resolution: UInt32
  /// While sessions are collected the text that the record states; later the subscriber's id.
  var subscriber: UInt32
  var realm: TextID
  var host: TextID
  var bytes: UInt64
  var location: SourceLocation
  var insidePort: UInt16
  var outsidePort: UInt16
  var destinationPort: UInt16
  var proto: UInt8
  var knowledge: SpanKnowledge
  var exporter = TextID.none
  /// What tells the record from one alike, 0 if nothing does.
  var identity: UInt64 = 0
}

extension SessionRow {
  /// The row of a record (or of an opening and its close) held in an interval.
  init(_ record: SessionRecord, span: TimeSpan, knowledge: SpanKnowledge) {
    self.init(
      start: span.start.nanoseconds, end: span.end.nanoseconds, inside: record.inside,
      outside: record.outside, destination: record.destination, resolution: record.resolution,
      subscriber: record.subscriber.rawValue, realm: record.realm, host: record.host,
      bytes: record.bytes, location: record.location, insidePort: record.insidePort,
      outsidePort: record.outsidePort, destinationPort: record.destinationPort,
      proto: record.proto, knowledge: knowledge, exporter: record.exporter)
  }

  /// The row of a record that is a whole session; its start may not be stated.
  init(whole record: SessionRecord) {
    let start = record.start == .min ? record.time : min(record.start, record.time)
    var knowledge: SpanKnowledge = record.start == .min ? .startInferred : []
    if record.isAmbiguous { knowledge.insert(.endAmbiguous) }
    self.init(
      record,
      span: TimeSpan(
        start: Timestamp(nanoseconds: start),
        end: Timestamp(nanoseconds: record.time).advanced(by: record.fold)),
      knowledge: knowledge)
    identity = UInt64(record.exporter.rawValue)
    if record.hasID { identity = Mixing.mix(identity, record.id) | 1 << 63 }
  }
}
