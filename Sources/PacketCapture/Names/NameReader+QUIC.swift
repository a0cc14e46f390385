import NATModel

/// QUIC: the ClientHello in the Initial packets of the client (RFC 9000, RFC 9001).
extension NameReader {
  /// What is needed of a datagram beside its payload.
  struct Datagram: BitwiseCopyable {
    /// Bytes of the payload that were not captured.
    var missing: Int
    var context: Context
    var sender: FlowKey.Side
  }

  /// A client's datagram with an Initial has at least so many octets (RFC 9000 section 14.1).
  private static let minimumLength = 1200

  /// Reads the packets of a datagram that begins with a long header; several may be coalesced in it
  /// (RFC 9000 section 12.2).
  ///
  /// Nothing here rejects a packet: on any port, it may be another protocol after all.
  mutating func readQUIC(
    _ payload: Span<UInt8>, _ datagram: Datagram, _ flow: inout FlowRecord,
    _ texts: inout TextTable
  ) {
    let length = payload.count + datagram.missing
    var cursor = ByteCursor(offset: 0, limit: length)
    while cursor.offset < payload.count, payload[cursor.offset] & 0x80 != 0 {
      let header: QUICLongHeader
      do throws(MessageFault) {
        header = try QUICLongHeader.read(payload, &cursor)
      } catch {
        return
      }
      switch header.kind {
      case .initial:
        statistics.quicInitials += 1
        if length >= NameReader.minimumLength {
          readInitial(payload, header, datagram, &flow, &texts)
        }
      case .versionNegotiation: statistics.quicNegotiations += 1
      case .retry:
        statistics.quicRetries += 1
        noteServer(payload, header, datagram, &flow)
      case .handshake: noteServer(payload, header, datagram, &flow)
      case .zeroRTT: break
      case .unknown: return
      }
    }
  }

  private mutating func readInitial(
    _ payload: Span<UInt8>, _ header: QUICLongHeader, _ datagram: Datagram,
    _ flow: inout FlowRecord, _ texts: inout TextTable
  ) {
    if let ticket = flow.streams.low.kept, var connection = connections.take(ticket) {
      guard connection.client == datagram.sender else {
        connection.noteServer(payload, header)
        flow.streams.low.kept = connections.add(connection)
        return
      }
      switch connection.take(payload, header) {
      case .taken: return advance(connection, &flow, &texts)
      case .known: flow.streams.low.kept = connections.add(connection)
      case .foreign:
        // After a Retry the keys come from a new id (RFC 9001 section 5.2); so do those of a new
        // connection between the same ports.
        guard let next = open(payload, header, datagram) else {
          connection.noteFailure(payload, header)
          flow.streams.low.kept = connections.add(connection)
          return
        }
        if connection.isUnfinished { statistics.abandonedStreams += 1 }
        advance(next, &flow, &texts)
      }
    } else if let connection = open(payload, header, datagram) {
      advance(connection, &flow, &texts)
    }
  }

  private mutating func open(
    _ payload: Span<UInt8>, _ header: QUICLongHeader, _ datagram: Datagram
  ) -> QUICConnection? {
    let connection = QUICConnection.begin(payload, header, datagram.sender, datagram.context)
    if connection == nil { statistics.unopenedInitials += 1 }
    return connection
  }

  private mutating func noteServer(
    _ payload: Span<UInt8>, _ header: QUICLongHeader, _ datagram: Datagram,
    _ flow: inout FlowRecord
  ) {
    guard let ticket = flow.streams.low.kept, var connection = connections.take(ticket) else {
      return
    }
    if connection.client != datagram.sender { connection.noteServer(payload, header) }
    flow.streams.low.kept = connections.add(connection)
  }

  /// Reads the hello if it is whole, and keeps the connection.
  private mutating func advance(
    _ taken: QUICConnection, _ flow: inout FlowRecord, _ texts: inout TextTable
  ) {
    var connection = taken
    do throws(MessageFault) {
      _ = try hello.readHandshake(connection.stream.bytes.span)
      reportHello(
        .quic, connection.context, flow: &flow, sender: connection.client, texts: &texts)
      connection.finish()
    } catch {
      if error == .malformed || connection.stream.isBroken {
        giveUp(connection, &flow, &texts)
        connection.finish()
      }
    }
    flow.streams.low.kept = connections.add(connection)
  }

  /// Reports the name in a hello that will never be whole, if it can be read, and counts the loss.
  private mutating func giveUp(
    _ connection: QUICConnection, _ flow: inout FlowRecord, _ texts: inout TextTable
  ) {
    statistics.abandonedStreams += 1
    let isRead = (try? hello.readHandshake(connection.stream.bytes.span, isAll: true)) != nil
    guard isRead || hello.isNamed else { return }
    reportHello(.quic, connection.context, flow: &flow, sender: connection.client, texts: &texts)
  }

  /// Lets go of the connection of a flow that has ended.
  mutating func closeQUIC(_ flow: inout FlowRecord, _ texts: inout TextTable) {
    guard let ticket = flow.streams.low.kept, let connection = connections.take(ticket),
      connection.isUnfinished
    else { return }
    giveUp(connection, &flow, &texts)
  }
}
