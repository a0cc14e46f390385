import NATModel

/// Finds host names in payloads: DNS answers, TLS ClientHellos, HTTP requests.
///
/// Works on one capture, packet by packet. Messages that spread over TCP segments are put together
/// in a ``StreamStore``. No allocation for packets without names.
struct NameReader {
  /// Names found since the caller last emptied this, in packet order.
  var events: [Event] = []
  /// What was found.
  var statistics = CaptureStatistics()

  let file: UInt32
  var hello = ClientHelloReader()
  var request = HTTPRequestReader()
  private var dns = DNSReader()
  var store: StreamStore

  /// A reader for the file at a position in the list of inputs.
  init(file: UInt32, maximumStreamBytes: Int) {
    self.file = file
    store = StreamStore(maximumBytes: maximumStreamBytes)
  }

  /// What is needed of a packet beside its headers.
  struct Context: BitwiseCopyable {
    /// Its number in the file, from 1.
    var number: UInt64
    /// When it was captured.
    var time: Timestamp
    /// Resolution of the time in nanoseconds.
    var resolution: UInt32
  }

  /// Looks at a UDP datagram.
  mutating func readDatagram(
    _ bytes: Span<UInt8>, _ packet: IPPacket, _ context: Context, texts: inout TextTable
  ) throws(PacketFault) {
    guard packet.sourcePort == 53 || packet.destinationPort == 53, !packet.payload.isEmpty else {
      return
    }
    let range = packet.payload.lowerBound..<packet.payload.upperBound + packet.missing
    do throws(MessageFault) {
      try readDNS(bytes.extracting(0..<packet.payload.upperBound), range, packet, context, &texts)
    } catch {
      if packet.fragment == .first {
        statistics.fragmentedDNS += 1
        return
      }
      if case .needMore = error { throw .truncated }
      throw .malformed
    }
  }

  /// Reads one DNS message and reports what it says, even if it breaks off.
  mutating func readDNS(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ packet: IPPacket, _ context: Context,
    _ texts: inout TextTable
  ) throws(MessageFault) {
    var message = DNSReader.Message()
    var fault: MessageFault?
    do throws(MessageFault) {
      try dns.read(bytes, range, into: &message)
    } catch {
      fault = error
    }
    if message.hasHeader { statistics.dnsMessages += 1 }
    if message.isResponse {
      statistics.dnsResponses += 1
      statistics.dnsA += UInt64(message.counts.a)
      statistics.dnsAAAA += UInt64(message.counts.aaaa)
      statistics.dnsCNAME += UInt64(message.counts.cname)
      report(packet, context, &texts)
    }
    if let fault { throw fault }
  }

  private mutating func report(
    _ packet: IPPacket, _ context: Context, _ texts: inout TextTable
  ) {
    guard !dns.addresses.isEmpty else { return }
    let host = texts.intern(dns.name.span)
    let realm = texts.realm(of: packet.outerDestination)
    for address in dns.addresses {
      var event = Event(name: host, .dns, context, file: file)
      event.inside = packet.destination
      event.destination = address
      event.realm = realm
      events.append(event)
    }
  }

  /// Reports a name that the sender of a packet used towards its receiver, once in a row.
  mutating func report(
    _ host: TextID, _ source: NameSource, _ packet: IPPacket, _ context: Context,
    flow: inout FlowRecord, texts: inout TextTable
  ) {
    guard flow.lastHost != host || flow.lastSource != source else { return }
    flow.lastHost = host
    flow.lastSource = source
    var event = Event(name: host, source, context, file: file)
    event.fields.formUnion([.insidePort, .destinationPort, .proto])
    event.inside = packet.source
    event.insidePort = packet.sourcePort
    event.destination = packet.destination
    event.destinationPort = packet.destinationPort
    event.proto = packet.proto
    event.realm = texts.realm(of: packet.outerSource)
    events.append(event)
  }

  /// Lets go of what a flow that has ended still holds.
  mutating func close(_ flow: FlowRecord) {
    if let prefix = flow.streams.low.prefix { drop(prefix) }
    if let prefix = flow.streams.high.prefix { drop(prefix) }
  }

  private mutating func drop(_ ticket: StreamStore.Ticket) {
    if store.take(ticket) != nil { statistics.abandonedStreams += 1 }
  }
}
