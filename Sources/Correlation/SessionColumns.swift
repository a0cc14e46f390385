import NATModel

/// Sessions in columns: what is being collected, and what a ``SessionStore`` holds.
///
/// 15 to 24 octets per session for an ordinary log (``octets`` tells); what never varies takes no
/// room. Rows are added at the end and never changed; columns are replaced as a whole.
package struct SessionColumns: Sendable {
  /// The addresses that the columns refer to by number.
  package internal(set) var addresses: AddressTable
  var start = PackedColumn<Int64>(isTime: true)
  /// End less start: short sessions then need few bits whatever the time.
  var duration = PackedColumn<Int64>(isTime: true)
  var inside = PackedColumn<UInt32>()
  var outside = PackedColumn<UInt32>()
  var destination = PackedColumn<UInt32>()
  var insidePort = PackedColumn<UInt16>()
  var outsidePort = PackedColumn<UInt16>()
  var destinationPort = PackedColumn<UInt16>()
  var proto = PackedColumn<UInt8>()
  var knowledge = PackedColumn<UInt8>()
  var resolution = PackedColumn<UInt32>()
  var subscriber = PackedColumn<UInt32>()
  var realm = PackedColumn<UInt32>()
  var host = PackedColumn<UInt32>()
  var bytes = PackedColumn<UInt64>()
  var file = PackedColumn<UInt32>()
  var record = PackedColumn<UInt64>()
  /// The device that wrote the record.
  var exporter = PackedColumn<UInt32>()
  /// What tells records apart that are alike otherwise: exporter and session id.
  ///
  /// Only while sessions are collected.
  var identity = PackedColumn<UInt64>()
  /// Which protocol numbers occur.
  private(set) var protocols = [Bool](repeating: false, count: 256)
  /// The most by which a session may have begun before its ``start``.
  private(set) var slack: Int64 = 0

  /// No sessions, with addresses that are already numbered.
  package init(addresses: AddressTable = AddressTable()) { self.addresses = addresses }

  /// Number of sessions.
  package var count: Int { start.count }

  /// Adds a session; amortised O(1).
  package mutating func append(_ session: Session) {
    append(
      SessionRow(
        start: session.span.start.nanoseconds, end: session.span.end.nanoseconds,
        inside: session.inside.map { addresses.intern($0) } ?? 0,
        outside: session.outside.map { addresses.intern($0) } ?? 0,
        destination: session.destination.map { addresses.intern($0) } ?? 0,
        resolution: session.resolution, subscriber: session.subscriber.rawValue,
        realm: session.realm, host: session.host, bytes: session.bytes,
        location: session.location, insidePort: session.insidePort,
        outsidePort: session.outsidePort, destinationPort: session.destinationPort,
        proto: session.proto.rawValue, knowledge: session.knowledge))
  }

  /// Adds a row whose addresses are numbers of this table.
  mutating func append(_ row: SessionRow) {
    start.append(row.start)
    duration.append(row.end &- row.start)
    inside.append(row.inside)
    outside.append(row.outside)
    destination.append(row.destination)
    insidePort.append(row.insidePort)
    outsidePort.append(row.outsidePort)
    destinationPort.append(row.destinationPort)
    proto.append(row.proto)
    knowledge.append(row.knowledge.rawValue)
    resolution.append(row.resolution)
    subscriber.append(row.subscriber)
    realm.append(row.realm.rawValue)
    host.append(row.host.rawValue)
    bytes.append(row.bytes)
    file.append(row.location.file)
    record.append(row.location.record)
    exporter.append(row.exporter.rawValue)
    identity.append(row.identity)
    protocols[Int(row.proto)] = true
    if row.knowledge.contains(.startInferred) { slack = max(slack, Int64(row.resolution)) }
  }

  /// Takes what is known of all rows together from columns whose rows are being moved here.
  mutating func absorbTraits(of other: SessionColumns) {
    for number in protocols.indices where other.protocols[number] { protocols[number] = true }
    slack = max(slack, other.slack)
  }

  /// Octets that the rows take, without addresses and reserves.
  package var octets: Int {
    start.octets + duration.octets + inside.octets + outside.octets + destination.octets
      + insidePort.octets + outsidePort.octets + destinationPort.octets + proto.octets
      + knowledge.octets + resolution.octets + subscriber.octets + realm.octets + host.octets
      + bytes.octets + file.octets + record.octets + exporter.octets + identity.octets
  }

  /// The session at a row.
  package subscript(row: Int) -> Session {
    Session(
      span: span(row),
      knowledge: SpanKnowledge(rawValue: knowledge[row]),
      resolution: resolution[row],
      subscriber: SubscriberID(rawValue: subscriber[row]),
      realm: TextID(rawValue: realm[row]),
      inside: addresses.address(inside[row]), insidePort: insidePort[row],
      outside: addresses.address(outside[row]), outsidePort: outsidePort[row],
      destination: addresses.address(destination[row]), destinationPort: destinationPort[row],
      proto: TransportProtocol(rawValue: proto[row]),
      host: TextID(rawValue: host[row]),
      bytes: bytes[row],
      location: SourceLocation(file: file[row], record: record[row]))
  }

  /// When the session at a row was held.
  func span(_ row: Int) -> TimeSpan {
    let from = start[row]
    return TimeSpan(
      start: Timestamp(nanoseconds: from), end: Timestamp(nanoseconds: from &+ duration[row]))
  }

  /// The earliest instant at which the session may have begun.
  ///
  /// A stated time `t` with resolution `r` means `[t, t + r)`; a start computed from a duration
  /// may also lie `r` earlier.
  func possibleStart(_ row: Int) -> Int64 {
    guard knowledge[row] & SpanKnowledge.startInferred.rawValue != 0 else { return start[row] }
    return Timestamp(nanoseconds: start[row]).advanced(by: -Int64(resolution[row])).nanoseconds
  }

  /// The first instant at which the session has certainly ended; at least 1 ns after its start.
  func possibleEnd(_ row: Int) -> Int64 {
    let from = start[row]
    let latest = Timestamp(nanoseconds: from &+ duration[row]).advanced(by: Int64(resolution[row]))
    return max(latest, Timestamp(nanoseconds: from).advanced(by: 1)).nanoseconds
  }
}
