import NATModel

/// TCP: messages that begin with a segment, however many segments they take.
extension NameReader {
  /// What one call works on.
  struct Segment: BitwiseCopyable {
    var context: Context
    var sender: FlowKey.Side
    /// Bytes of the payload that were not captured.
    var missing: Int
    /// True unless the IP packet was fragmented.
    var isWhole: Bool
    /// True on the port of DNS.
    var isDNS: Bool
    /// True if this is where the stream begins, known from its SYN.
    var isStart = false
    /// True if no more bytes of the message will come.
    var isAll = false
  }

  /// Looks at a TCP segment.
  mutating func readSegment(
    _ bytes: Span<UInt8>, _ packet: IPPacket, _ context: Context, flow: inout FlowRecord,
    sender: FlowKey.Side, texts: inout TextTable
  ) throws(PacketFault) {
    guard !packet.payload.isEmpty else { return }
    var stream = flow[stream: sender]
    let isDNS = packet.sourcePort == 53 || packet.destinationPort == 53
    // Most segments stop here: they go on with what is no message, or is the server's.
    if stream.isAtRest, !isDNS, !NameReader.mayBegin(with: bytes[packet.payload.lowerBound]) {
      return
    }
    var payload = bytes.extracting(packet.payload)
    var segment = Segment(
      context: context, sender: sender, missing: packet.missing,
      isWhole: packet.fragment == .whole, isDNS: isDNS)
    // Payload of a SYN (TCP fast open, RFC 7413) starts one further.
    var sequence = packet.tcpFlags.contains(.syn) ? packet.sequence &+ 1 : packet.sequence
    if let ticket = stream.kept {
      flow[stream: sender].kept = nil
      if var prefix = store.take(ticket) {
        prefix.insert(payload, at: sequence)
        if !prefix.isBroken { return try extend(prefix, segment, &flow, &texts) }
        giveUp(prefix, flow: &flow, sender: sender, texts: &texts)
        leaveHTTP2(&flow, sender)
        flow[stream: sender].next = nil
        stream = flow[stream: sender]
      }
    }
    if let expected = stream.first ?? stream.next {
      let distance = Int32(bitPattern: sequence &- expected)
      if distance > 0, distance < Int32(StreamPrefix.maximumSize), packet.missing == 0 {
        // Something before this segment is still to come: keep this one until it does.
        var prefix = StreamPrefix(start: expected)
        prefix.insert(payload, at: sequence)
        flow[stream: sender].passStart()
        flow[stream: sender].kept = store.add(prefix)
        return
      }
      segment.isStart = distance == 0 && stream.first != nil
      flow[stream: sender].passStart()
      if stream.next != nil {
        let end = sequence &+ UInt32(truncatingIfNeeded: packet.payload.count + packet.missing)
        // Bytes that were read before are not read again.
        if distance < 0, Int32(bitPattern: end &- expected) <= 0 { return }
        flow[stream: sender].next = end
        if distance != 0, flow.http2 != nil {
          // Frames go on exactly where they were left.
          if distance < 0, -Int(distance) < payload.count {
            payload = payload.extracting(-Int(distance)..<payload.count)
            sequence = expected
          } else {
            leaveHTTP2(&flow, sender)
          }
        }
      }
    }
    if stream.lastMessage == sequence { return }
    try begin(payload, at: sequence, segment, &flow, &texts)
  }

  /// True if a message in the middle of a stream can begin with a byte: a TLS record or the first
  /// letter of a request.
  @inline(__always)
  private static func mayBegin(with byte: UInt8) -> Bool {
    byte == 22 || HTTPRequestReader.mayBegin(with: byte)
  }

  /// Reads what begins with a segment; keeps it if it goes on in others.
  private mutating func begin(
    _ payload: Span<UInt8>, at sequence: UInt32, _ segment: Segment, _ flow: inout FlowRecord,
    _ texts: inout TextTable
  ) throws(PacketFault) {
    var consumed = 0
    do throws(MessageFault) {
      if try readMessages(payload, &consumed, segment, &flow, &texts) {
        note(sequence, length: payload.count + segment.missing, segment, &flow)
      }
    } catch {
      guard case .needMore(let needed) = error else {
        reportDamaged(segment, &flow, &texts)
        throw .malformed
      }
      var prefix = StreamPrefix(start: sequence &+ UInt32(truncatingIfNeeded: consumed))
      prefix.context = segment.context
      prefix.insert(payload.extracting(consumed..<payload.count), at: prefix.start)
      try keep(prefix, needed: needed, segment, &flow, &texts)
    }
  }

  /// Reads a message again after a segment was added to what is kept of it.
  private mutating func extend(
    _ kept: StreamPrefix, _ segment: Segment, _ flow: inout FlowRecord, _ texts: inout TextTable
  ) throws(PacketFault) {
    var prefix = kept
    guard !prefix.bytes.isEmpty, prefix.bytes.count >= prefix.needed else {
      return try keep(prefix, needed: prefix.needed, segment, &flow, &texts)
    }
    var whole = segment
    whole.isStart = true
    var consumed = 0
    do throws(MessageFault) {
      let start = prefix.start
      let isMessage = try readMessages(prefix.bytes.span, &consumed, whole, &flow, &texts)
      if isMessage || flow[stream: segment.sender].next != nil {
        note(isMessage ? start : nil, end: prefix.end, segment, &flow)
      }
    } catch {
      guard case .needMore(let needed) = error else {
        reportDamaged(segment, &flow, &texts)
        throw .malformed
      }
      prefix.removeFirst(consumed)
      if prefix.context == nil { prefix.context = segment.context }
      try keep(prefix, needed: needed, segment, &flow, &texts)
    }
  }

  /// A side sent a message: what it sends next is looked at in order.
  private func note(
    _ start: UInt32, length: Int, _ segment: Segment, _ flow: inout FlowRecord
  ) {
    note(start, end: start &+ UInt32(truncatingIfNeeded: length), segment, &flow)
  }

  private func note(
    _ start: UInt32?, end: UInt32, _ segment: Segment, _ flow: inout FlowRecord
  ) {
    if let start { flow[stream: segment.sender].lastMessage = start }
    flow[stream: segment.sender].next = end
  }

  /// Keeps a message until the next segment, unless it can never be whole.
  private mutating func keep(
    _ prefix: StreamPrefix, needed: Int, _ segment: Segment, _ flow: inout FlowRecord,
    _ texts: inout TextTable
  ) throws(PacketFault) {
    let isCut = segment.missing > 0
    if isCut || needed > StreamPrefix.maximumSize || !segment.isWhole {
      let isNamed = giveUp(prefix, flow: &flow, sender: segment.sender, texts: &texts)
      leaveHTTP2(&flow, segment.sender)
      if isCut, !isNamed { throw .truncated }
      return
    }
    var prefix = prefix
    prefix.needed = needed
    flow[stream: segment.sender].kept = store.add(prefix)
  }

  /// Reports the name in a message that will never be whole, if it can be read, and counts the loss.
  @discardableResult
  mutating func giveUp(
    _ prefix: StreamPrefix, flow: inout FlowRecord, sender: FlowKey.Side, texts: inout TextTable
  ) -> Bool {
    guard prefix.isUnfinished else { return false }
    statistics.abandonedStreams += 1
    let bytes = prefix.bytes.span
    guard let context = prefix.context, ClientHelloReader.canBegin(bytes),
      (try? hello.read(bytes, isAll: true)) == true
    else { return false }
    reportHello(.tls, context, flow: &flow, sender: sender, texts: &texts)
    return true
  }

  /// Reports the name in a hello that contradicts itself behind the name.
  private mutating func reportDamaged(
    _ segment: Segment, _ flow: inout FlowRecord, _ texts: inout TextTable
  ) {
    guard hello.isNamed else { return }
    reportHello(.tls, segment.context, flow: &flow, sender: segment.sender, texts: &texts)
  }

  /// Reads the messages at the start of a stretch of stream; false if none is there.
  ///
  /// `consumed` counts the bytes of messages read whole; what a fault says counts from there.
  private mutating func readMessages(
    _ bytes: Span<UInt8>, _ consumed: inout Int, _ segment: Segment, _ flow: inout FlowRecord,
    _ texts: inout TextTable
  ) throws(MessageFault) -> Bool {
    hello.forget()
    if segment.isDNS {
      try readDNSMessages(bytes, &consumed, segment, flow, &texts)
      return true
    }
    if flow.http2 != nil || HTTP2Connection.canBegin(bytes, partly: segment.isStart),
      let isRead = try readHTTP2(bytes, &consumed, segment, &flow, &texts)
    {
      return isRead
    }
    if ClientHelloReader.canBegin(bytes), bytes.count >= 6 || segment.isStart {
      _ = try hello.read(bytes, isAll: segment.isAll)
      reportHello(
        .tls, segment.context, flow: &flow, sender: segment.sender, texts: &texts)
      return true
    }
    guard HTTPRequestReader.canBegin(bytes, partly: segment.isStart) else { return false }
    // Requests may follow each other without waiting for the answer (RFC 9112 section 9.3.2).
    repeat {
      let isNamed = try request.read(bytes.extracting(consumed..<bytes.count))
      statistics.httpRequests += 1
      reportRequest(isNamed ? request.name : [], segment, &flow, &texts)
      guard let length = request.headLength else { break }
      consumed += length
    } while HTTPRequestReader.canBegin(bytes.extracting(consumed..<bytes.count), partly: false)
    return true
  }

  mutating func reportRequest(
    _ name: [UInt8], _ segment: Segment, _ flow: inout FlowRecord, _ texts: inout TextTable
  ) {
    flow.noteClient(segment.sender)
    guard !name.isEmpty else { return }
    report(
      name.span, .http, segment.context, flow: &flow, sender: segment.sender, texts: &texts)
  }

  /// DNS over TCP: a length of two octets before each message (RFC 1035 section 4.2.2).
  private mutating func readDNSMessages(
    _ bytes: Span<UInt8>, _ consumed: inout Int, _ segment: Segment, _ flow: FlowRecord,
    _ texts: inout TextTable
  ) throws(MessageFault) {
    while consumed < bytes.count {
      guard consumed + 2 <= bytes.count else { throw .needMore(2) }
      let length = Int(bytes.uint16(at: consumed))
      guard length >= 12 else { throw .malformed }
      guard consumed + 2 + length <= bytes.count else { throw .needMore(2 + length) }
      try readDNS(
        bytes, consumed + 2..<consumed + 2 + length, segment.context, flow: flow,
        sender: segment.sender, texts: &texts)
      consumed += 2 + length
    }
  }
}
