import NATModel

/// Sessions in columns while they are being collected; frozen into a ``SessionStore``.
///
/// About 50 octets per session for an ordinary log; columns that never vary take no room.
package struct SessionColumns: Sendable {
  /// The addresses that the columns refer to by number.
  package var addresses: AddressTable
  var start = Column<Int64>(0)
  var end = Column<Int64>(0)
  var inside = Column<UInt32>(0)
  var outside = Column<UInt32>(0)
  var destination = Column<UInt32>(0)
  var insidePort = Column<UInt16>(0)
  var outsidePort = Column<UInt16>(0)
  var destinationPort = Column<UInt16>(0)
  var proto = Column<UInt8>(0)
  var knowledge = Column<UInt8>(0)
  var resolution = Column<UInt32>(0)
  var subscriber = Column<UInt32>(0)
  var realm = Column<UInt32>(0)
  var host = Column<UInt32>(0)
  var bytes = Column<UInt64>(0)
  var file = Column<UInt32>(0)
  var record = Column<UInt64>(0)

  /// No sessions, with addresses that are already numbered.
  package init(addresses: AddressTable = AddressTable()) { self.addresses = addresses }

  /// Number of sessions.
  package var count: Int { start.count }

  /// Adds a session; amortised O(1).
  package mutating func append(_ session: Session) {
    start.append(session.span.start.nanoseconds)
    end.append(session.span.end.nanoseconds)
    inside.append(session.inside.map { addresses.intern($0) } ?? 0)
    outside.append(session.outside.map { addresses.intern($0) } ?? 0)
    destination.append(session.destination.map { addresses.intern($0) } ?? 0)
    insidePort.append(session.insidePort)
    outsidePort.append(session.outsidePort)
    destinationPort.append(session.destinationPort)
    proto.append(session.proto.rawValue)
    knowledge.append(session.knowledge.rawValue)
    resolution.append(session.resolution)
    subscriber.append(session.subscriber.rawValue)
    realm.append(session.realm.rawValue)
    host.append(session.host.rawValue)
    bytes.append(session.bytes)
    file.append(session.location.file)
    record.append(session.location.record)
  }

  /// Puts the sessions in order of start, then of their place in the input.
  ///
  /// - Complexity: O(n log n); O(n) if they stand in order already.
  package mutating func sort() {
    guard (1..<max(1, count)).contains(where: { precedes($0, $0 - 1) }) else { return }
    var order = (0..<UInt32(count)).map { (start: start[Int($0)], row: $0) }
    order.sort {
      $0.start == $1.start ? precedes(Int($0.row), Int($1.row)) : $0.start < $1.start
    }
    permute(order.map(\.row))
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    if start[left] != start[right] { return start[left] < start[right] }
    if file[left] != file[right] { return file[left] < file[right] }
    if record[left] != record[right] { return record[left] < record[right] }
    return false
  }

  private mutating func permute(_ order: [UInt32]) {
    start.permute(order)
    end.permute(order)
    inside.permute(order)
    outside.permute(order)
    destination.permute(order)
    insidePort.permute(order)
    outsidePort.permute(order)
    destinationPort.permute(order)
    proto.permute(order)
    knowledge.permute(order)
    resolution.permute(order)
    subscriber.permute(order)
    realm.permute(order)
    host.permute(order)
    bytes.permute(order)
    file.permute(order)
    record.permute(order)
  }

  /// The session at a row.
  package subscript(row: Int) -> Session {
    Session(
      span: TimeSpan(
        start: Timestamp(nanoseconds: start[row]), end: Timestamp(nanoseconds: end[row])),
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
    let latest = Timestamp(nanoseconds: end[row]).advanced(by: Int64(resolution[row]))
    return max(latest, Timestamp(nanoseconds: start[row]).advanced(by: 1)).nanoseconds
  }
}
