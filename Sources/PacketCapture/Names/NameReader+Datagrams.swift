import NATModel

/// UDP: DNS by its port, hellos by their looks.
extension NameReader {
  /// Looks at a UDP datagram.
  mutating func readDatagram(
    _ bytes: Span<UInt8>, _ packet: IPPacket, _ context: Context, flow: inout FlowRecord,
    sender: FlowKey.Side, texts: inout TextTable
  ) throws(PacketFault) {
    guard !packet.payload.isEmpty else { return }
    if packet.sourcePort == 53 || packet.destinationPort == 53 {
      return try readDNSDatagram(bytes, packet, context, flow, sender, &texts)
    }
    let payload = bytes.extracting(packet.payload)
    if QUICLongHeader.canBegin(payload) {
      let datagram = Datagram(missing: packet.missing, context: context, sender: sender)
      readQUIC(payload, datagram, &flow, &texts)
    } else if ClientHelloReader.canBeginDatagram(payload) {
      readDatagramHello(payload, context, &flow, sender, &texts)
    } else if GoogleQUICHello.canBegin(payload) {
      readGoogleQUIC(payload, context, &flow, sender, &texts)
    } else if packet.destinationPort == 5353 || packet.destinationPort == 5355 {
      // Names of the local network, asked of neighbours: no name of a site (RFC 6762, RFC 4795).
      if payload.count >= 12 { statistics.localNameMessages += 1 }
    }
  }

  private mutating func readDNSDatagram(
    _ bytes: Span<UInt8>, _ packet: IPPacket, _ context: Context, _ flow: FlowRecord,
    _ sender: FlowKey.Side, _ texts: inout TextTable
  ) throws(PacketFault) {
    let range = packet.payload.lowerBound..<packet.payload.upperBound + packet.missing
    do throws(MessageFault) {
      try readDNS(
        bytes.extracting(0..<packet.payload.upperBound), range, context, flow: flow, sender: sender,
        texts: &texts)
    } catch {
      if packet.fragment == .first {
        statistics.fragmentedDNS += 1
        return
      }
      if case .needMore = error { throw .truncated }
      throw .malformed
    }
  }

  /// A DTLS hello that is not whole in its record is counted and not put together: they are small.
  private mutating func readDatagramHello(
    _ payload: Span<UInt8>, _ context: Context, _ flow: inout FlowRecord, _ sender: FlowKey.Side,
    _ texts: inout TextTable
  ) {
    do throws(MessageFault) {
      _ = try hello.readDatagram(payload)
      reportHello(.tls, context, flow: &flow, sender: sender, texts: &texts)
    } catch {
      statistics.abandonedStreams += 1
    }
  }

  private mutating func readGoogleQUIC(
    _ payload: Span<UInt8>, _ context: Context, _ flow: inout FlowRecord, _ sender: FlowKey.Side,
    _ texts: inout TextTable
  ) {
    let (isHello, place) = GoogleQUICHello.serverName(payload)
    guard isHello else { return }
    statistics.googleQUICHellos += 1
    flow.noteClient(sender)
    var text: [UInt8] = []
    if let place, HostText.replace(&text, by: payload, place) {
      report(text.span, .quic, context, flow: &flow, sender: sender, texts: &texts)
    }
  }
}
