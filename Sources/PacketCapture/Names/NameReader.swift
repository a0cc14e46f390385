import NATModel

/// Finds host names in payloads: DNS answers, TLS and QUIC ClientHellos, HTTP requests.
///
/// Works on one capture, packet by packet. Messages that spread over TCP segments or QUIC packets
/// are put together in a ``StreamStore``. No allocation for packets without names.
struct NameReader {
  /// Names found since the caller last emptied this, in packet order.
  var events: [Event] = []
  /// What was found.
  var statistics = CaptureStatistics()

  let file: UInt32
  var hello = ClientHelloReader()
  var request = HTTPRequestReader()
  private var dns = DNSReader()
  /// Unfinished messages over TCP.
  var store: StreamStore<StreamPrefix>
  /// QUIC connections whose hello is not whole, and those that were.
  var connections: StreamStore<QUICConnection>
  /// HTTP/2 connections in clear text.
  var http2: StreamStore<HTTP2Connection>

  /// A reader for the file at a position in the list of inputs.
  ///
  /// A quarter of the bytes is for QUIC, an eighth for HTTP/2.
  init(file: UInt32, maximumStreamBytes: Int) {
    self.file = file
    connections = StreamStore(maximumBytes: maximumStreamBytes / 4)
    http2 = StreamStore(maximumBytes: maximumStreamBytes / 8)
    store = StreamStore(
      maximumBytes: maximumStreamBytes - maximumStreamBytes / 4 - maximumStreamBytes / 8)
  }

  /// Unfinished messages given up for want of memory.
  var evicted: UInt64 { store.evicted + connections.evicted }

  /// What is needed of a packet beside its headers.
  struct Context: BitwiseCopyable {
    /// Its number in the file, from 1.
    var number: UInt64
    /// When it was captured.
    var time: Timestamp
    /// Resolution of the time in nanoseconds.
    var resolution: UInt32
  }

  /// Reads one DNS message and reports what it says, even if it breaks off.
  mutating func readDNS(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ context: Context, flow: FlowRecord,
    sender: FlowKey.Side, texts: inout TextTable
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
      statistics.dnsAnswers += UInt64(message.counts.claimed)
      statistics.dnsA += UInt64(message.counts.a)
      statistics.dnsAAAA += UInt64(message.counts.aaaa)
      statistics.dnsCNAME += UInt64(message.counts.cname)
      statistics.dnsServices += UInt64(message.counts.services)
      statistics.dnsEncryptedHelloKeys += UInt64(message.counts.encryptedHelloKeys)
      reportAnswers(context, flow, sender, &texts)
    }
    if let fault { throw fault }
  }

  /// Reports the addresses that the sender, a server, told the other side.
  private mutating func reportAnswers(
    _ context: Context, _ flow: FlowRecord, _ sender: FlowKey.Side, _ texts: inout TextTable
  ) {
    guard !dns.addresses.isEmpty else { return }
    let host = texts.intern(dns.name.span)
    let realm = texts.realm(of: sender == .low ? flow.outer.high : flow.outer.low)
    for address in dns.addresses {
      var event = Event(name: host, .dns, context, file: file)
      event.inside = flow.endpoint(sender.other).address
      event.destination = address
      event.realm = realm
      events.append(event)
    }
  }

  /// Reports a name that a side of a flow used towards the other, once in a row.
  mutating func report(
    _ name: Span<UInt8>, _ source: NameSource, isBeforeEncrypted: Bool = false,
    _ context: Context, flow: inout FlowRecord, sender: FlowKey.Side, texts: inout TextTable
  ) {
    let host = texts.intern(name)
    guard flow.lastHost != host || flow.lastSource != source else { return }
    flow.lastHost = host
    flow.lastSource = source
    var event = Event(name: host, source, context, file: file)
    event.fields.formUnion([.insidePort, .destinationPort, .proto])
    if isBeforeEncrypted { event.fields.insert(.encryptedHello) }
    (event.inside, event.insidePort) = flow.endpoint(sender)
    (event.destination, event.destinationPort) = flow.endpoint(sender.other)
    event.proto = flow.key.proto
    event.realm = texts.realm(of: sender == .low ? flow.outer.low : flow.outer.high)
    events.append(event)
  }

  /// Counts the hello that was read last and reports its name, if it has one.
  mutating func reportHello(
    _ source: NameSource, _ context: Context, flow: inout FlowRecord, sender: FlowKey.Side,
    texts: inout TextTable
  ) {
    let found = hello.hello
    let isRepeated = found.mark != 0 && flow[stream: sender].helloMark == found.mark
    flow[stream: sender].helloMark = found.mark
    if isRepeated {
      statistics.repeatedHellos += 1
    } else {
      statistics.clientHellos += 1
      if source == .quic { statistics.quicHellos += 1 }
      if found.offersECH { statistics.encryptedClientHellos += 1 }
    }
    flow.noteClient(sender)
    if hello.isNamed {
      let name = hello.name
      report(
        name.span, source, isBeforeEncrypted: found.offersECH, context, flow: &flow,
        sender: sender, texts: &texts)
    }
  }

  /// Reads what can be read of what a flow that has ended still holds, and lets go of it.
  mutating func close(_ flow: FlowRecord, texts: inout TextTable) {
    var flow = flow
    if flow.key.proto == .udp {
      closeQUIC(&flow, &texts)
      return
    }
    leaveHTTP2(&flow, nil)
    for side in [FlowKey.Side.low, .high] {
      guard let ticket = flow[stream: side].kept, let prefix = store.take(ticket) else { continue }
      giveUp(prefix, flow: &flow, sender: side, texts: &texts)
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
