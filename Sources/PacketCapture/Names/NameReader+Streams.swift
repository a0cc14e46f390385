import NATModel

/// TCP: messages that begin with a segment, however many segments they take.
extension NameReader {
  /// What one call works on.
  struct Segment {
    var packet: IPPacket
    var context: Context
    var sender: FlowKey.Side
    /// True if this is where the stream begins, known from its SYN.
    var isStart = false
  }

  /// Looks at a TCP segment.
  mutating func readSegment(
    _ bytes: Span<UInt8>, _ packet: IPPacket, _ context: Context, flow: inout FlowRecord,
    sender: FlowKey.Side, texts: inout TextTable
  ) throws(PacketFault) {
    guard !packet.payload.isEmpty else { return }
    let payload = bytes.extracting(packet.payload)
    var segment = Segment(packet: packet, context: context, sender: sender)
    var stream = flow[stream: sender]
    defer { flow[stream: sender] = stream }
    // Payload of a SYN (TCP fast open, RFC 7413) starts one further.
    let sequence = packet.tcpFlags.contains(.syn) ? packet.sequence &+ 1 : packet.sequence
    if let ticket = stream.prefix {
      stream.prefix = nil
      if var prefix = store.take(ticket) {
        prefix.insert(payload, at: sequence)
        if !prefix.isBroken {
          return try extend(prefix, segment, &stream, &flow, &texts)
        }
        statistics.abandonedStreams += 1
      }
    }
    if let first = stream.first {
      let distance = Int32(bitPattern: sequence &- first)
      if distance > 0, distance < Int32(StreamPrefix.maximumSize), packet.missing == 0 {
        // The first segment is still to come: keep this one until it does.
        var prefix = StreamPrefix(start: first)
        prefix.insert(payload, at: sequence)
        stream.passStart()
        stream.prefix = store.add(prefix)
        return
      }
      segment.isStart = distance == 0
      stream.passStart()
    }
    if stream.lastMessage == sequence { return }
    try begin(payload, at: sequence, segment, &stream, &flow, &texts)
  }

  /// Reads what begins with a segment; keeps it if it goes on in others.
  private mutating func begin(
    _ payload: Span<UInt8>, at sequence: UInt32, _ segment: Segment,
    _ stream: inout StreamState, _ flow: inout FlowRecord, _ texts: inout TextTable
  ) throws(PacketFault) {
    var consumed = 0
    do throws(MessageFault) {
      let found = try readMessages(payload, &consumed, segment, &flow, &texts)
      if found { stream.lastMessage = sequence }
    } catch {
      guard case .needMore(let needed) = error else { throw .malformed }
      guard segment.packet.missing == 0 else { throw .truncated }
      guard segment.packet.fragment == .whole else { return }
      var prefix = StreamPrefix(start: sequence &+ UInt32(truncatingIfNeeded: consumed))
      prefix.insert(payload.extracting(consumed..<payload.count), at: prefix.start)
      keep(prefix, needed: needed, &stream)
    }
  }

  /// Reads a message again after a segment was added to what is kept of it.
  private mutating func extend(
    _ kept: StreamPrefix, _ segment: Segment, _ stream: inout StreamState,
    _ flow: inout FlowRecord, _ texts: inout TextTable
  ) throws(PacketFault) {
    var prefix = kept
    guard !prefix.bytes.isEmpty, prefix.bytes.count >= prefix.needed else {
      guard segment.packet.missing == 0 else { throw .truncated }
      stream.prefix = store.add(prefix)
      return
    }
    var whole = segment
    whole.isStart = true
    var consumed = 0
    do throws(MessageFault) {
      let found = try readMessages(prefix.bytes.span, &consumed, whole, &flow, &texts)
      if found { stream.lastMessage = prefix.start }
    } catch {
      guard case .needMore(let needed) = error else { throw .malformed }
      guard segment.packet.missing == 0 else { throw .truncated }
      prefix.removeFirst(consumed)
      keep(prefix, needed: needed, &stream)
    }
  }

  private mutating func keep(_ prefix: StreamPrefix, needed: Int, _ stream: inout StreamState) {
    guard needed <= StreamPrefix.maximumSize else {
      statistics.abandonedStreams += 1
      return
    }
    var prefix = prefix
    prefix.needed = needed
    stream.prefix = store.add(prefix)
  }

  /// Reads the messages at the start of a stretch of stream; false if none is there.
  ///
  /// `consumed` counts the bytes of messages read whole; what a fault says counts from there.
  private mutating func readMessages(
    _ bytes: Span<UInt8>, _ consumed: inout Int, _ segment: Segment, _ flow: inout FlowRecord,
    _ texts: inout TextTable
  ) throws(MessageFault) -> Bool {
    let packet = segment.packet
    if packet.sourcePort == 53 || packet.destinationPort == 53 {
      try readDNSMessages(bytes, &consumed, packet, segment.context, &texts)
      return true
    }
    if ClientHelloReader.canBegin(bytes), bytes.count >= 6 || segment.isStart {
      let (found, isNamed) = try hello.read(bytes)
      statistics.clientHellos += 1
      if found.offersECH { statistics.encryptedClientHellos += 1 }
      flow.noteClient(segment.sender)
      if isNamed {
        let host = texts.intern(hello.name.span)
        report(host, .tls, packet, segment.context, flow: &flow, texts: &texts)
      }
      return true
    }
    guard HTTPRequestReader.canBegin(bytes, partly: segment.isStart) else { return false }
    let isNamed = try request.read(bytes)
    statistics.httpRequests += 1
    flow.noteClient(segment.sender)
    if isNamed {
      let host = texts.intern(request.name.span)
      report(host, .http, packet, segment.context, flow: &flow, texts: &texts)
    }
    return true
  }

  /// DNS over TCP: a length of two octets before each message (RFC 1035 section 4.2.2).
  private mutating func readDNSMessages(
    _ bytes: Span<UInt8>, _ consumed: inout Int, _ packet: IPPacket, _ context: Context,
    _ texts: inout TextTable
  ) throws(MessageFault) {
    while consumed < bytes.count {
      guard consumed + 2 <= bytes.count else { throw .needMore(2) }
      let length = Int(bytes.uint16(at: consumed))
      guard length >= 12 else { throw .malformed }
      guard consumed + 2 + length <= bytes.count else { throw .needMore(2 + length) }
      try readDNS(bytes, consumed + 2..<consumed + 2 + length, packet, context, &texts)
      consumed += 2 + length
    }
  }
}

extension FlowRecord {
  /// The state of the stream that a side sends.
  subscript(stream side: FlowKey.Side) -> StreamState {
    get { side == .low ? streams.low : streams.high }
    set { if side == .low { streams.low = newValue } else { streams.high = newValue } }
  }

  /// A side sent what only clients send.
  mutating func noteClient(_ side: FlowKey.Side) {
    guard evidence == .guess else { return }
    initiator = side
    evidence = .message
  }
}
