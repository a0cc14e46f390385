import NATModel

/// HTTP/2 in clear text: the connection's state is kept from segment to segment.
extension NameReader {
  /// Reads what a client sends on a connection that began with the preface, or the preface itself;
  /// `nil` if this is no such connection.
  mutating func readHTTP2(
    _ bytes: Span<UInt8>, _ consumed: inout Int, _ segment: Segment, _ flow: inout FlowRecord,
    _ texts: inout TextTable
  ) throws(MessageFault) -> Bool? {
    guard var connection = try connection(bytes, &consumed, segment, &flow) else { return nil }
    do throws(MessageFault) {
      while let request = try connection.next(bytes, &consumed) {
        statistics.httpRequests += 1
        reportRequest(request.name, segment, &flow, &texts)
      }
    } catch {
      if case .needMore = error { flow.http2 = http2.add(connection) }
      throw error
    }
    if segment.missing == 0 || connection.skip(segment.missing) {
      flow.http2 = http2.add(connection)
    } else {
      statistics.abandonedStreams += 1
    }
    return true
  }

  /// The connection that the sender of a segment began, taken out of the store.
  private mutating func connection(
    _ bytes: Span<UInt8>, _ consumed: inout Int, _ segment: Segment, _ flow: inout FlowRecord
  ) throws(MessageFault) -> HTTP2Connection? {
    if let ticket = flow.http2 {
      flow.http2 = nil
      if let known = http2.take(ticket) {
        if known.client == segment.sender { return known }
        flow.http2 = http2.add(known)
      }
    }
    guard HTTP2Connection.canBegin(bytes, partly: segment.isStart) else { return nil }
    guard bytes.count >= HTTP2Connection.preface.count else {
      throw .needMore(HTTP2Connection.preface.count)
    }
    leaveHTTP2(&flow, nil)
    consumed = HTTP2Connection.preface.count
    return HTTP2Connection(client: segment.sender)
  }

  /// Lets go of a flow's connection, if a side began it (`nil`: either) that can be followed no more.
  mutating func leaveHTTP2(_ flow: inout FlowRecord, _ side: FlowKey.Side?) {
    guard let ticket = flow.http2, let connection = http2.take(ticket) else { return }
    flow.http2 = nil
    guard let side, side != connection.client else { return }
    flow.http2 = http2.add(connection)
  }
}
