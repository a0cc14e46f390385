import LogFormats
import NATModel

/// Reads what management traffic carries: flow exports, RADIUS accounting and syslog.
///
/// The flows of the packets themselves are events all the same. Ports are a hint, not a proof:
/// exporters use any, so a datagram that looks like a message is taken as one wherever it goes, and
/// one that does not is never taken by its port alone.
struct CarriedReader {
  /// Events found since the caller last emptied this, in packet order.
  var events: [Event] = []

  let exports: FlowExportDecoder
  private let radius: RADIUSAccounting
  private let syslog: SyslogReceiver
  private let file: UInt32
  private var streams = CarriedStreams()
  private var chunks = SCTPAssociations()
  private var rejects = RejectCounts()

  // Every packet is asked, so these are comparisons and no sets.

  /// Ports of collectors: IANA's for IPFIX, and those that exporters come with.
  @inline(__always)
  private static func isCollector(_ port: UInt16) -> Bool {
    switch port {
    case 2055, 2056, 4739, 9555, 9995, 9996: true
    default: false
    }
  }

  /// Ports of RADIUS accounting, and the older ones (RFC 2866 section 3).
  @inline(__always)
  private static func isRADIUS(_ port: UInt16) -> Bool {
    switch port {
    case 1812, 1813, 1645, 1646, 3799: true
    default: false
    }
  }

  /// Ports of syslog over TCP (RFC 6587, RFC 3195).
  @inline(__always)
  private static func isSyslogOverTCP(_ port: UInt16) -> Bool { port == 514 || port == 601 }

  /// A reader for the file at a position in the list of inputs.
  init(file: UInt32, options: CaptureOptions) {
    self.file = file
    exports = FlowExportDecoder(file: file, options: options.exports)
    radius = RADIUSAccounting(file: file)
    syslog = SyslogReceiver(file: file, year: options.year, zone: options.zone)
  }

  // MARK: - UDP

  /// Looks at a UDP datagram.
  mutating func readDatagram(
    _ bytes: Span<UInt8>, _ packet: IPPacket, _ context: NameReader.Context,
    texts: inout TextTable
  ) {
    let payload = bytes.extracting(packet.payload)
    guard payload.count >= 8, packet.sourcePort != 53, packet.destinationPort != 53 else { return }
    if isRADIUS(packet), RADIUSAccounting.canBegin(payload) {
      let arrival = RADIUSAccounting.Arrival(
        packet: context.number, time: context.time, resolution: context.resolution,
        source: packet.source, port: packet.sourcePort)
      if let reason = radius.decode(payload, arrival, texts: &texts) {
        reject(reason, payload, context)
      }
      take(&radius.events)
    } else if CarriedReader.isSyslog(payload, to: packet.destinationPort) {
      CarriedReader.receive(payload, from: packet.source, context, syslog, &texts)
      take(&syslog.events)
    } else if isExport(payload, packet) {
      let peer = ExportPeer(
        .udp, from: packet.source, packet.sourcePort, to: packet.destination,
        packet.destinationPort)
      exports.decode(payload, from: peer, packet: context.number, texts: &texts)
      take(&exports.events)
    }
  }

  @inline(__always)
  private func isRADIUS(_ packet: IPPacket) -> Bool {
    CarriedReader.isRADIUS(packet.destinationPort) || CarriedReader.isRADIUS(packet.sourcePort)
  }

  /// A priority in angle brackets (RFC 5424 section 6.2.1), or anything sent to port 514.
  private static func isSyslog(_ payload: Span<UInt8>, to port: UInt16) -> Bool {
    if port == 514 { return true }
    guard payload[0] == UInt8(ascii: "<") else { return false }
    var index = 1
    while index < 4, payload[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    return index > 1 && payload[index] == UInt8(ascii: ">")
  }

  private func isExport(_ payload: Span<UInt8>, _ packet: IPPacket) -> Bool {
    guard payload[0] == 0, payload[1] == 5 || payload[1] == 9 || payload[1] == 10 else {
      return false
    }
    return CarriedReader.isCollector(packet.destinationPort)
      || FlowExportFraming.isPlausible(payload)
  }

  // MARK: - TCP and SCTP

  /// Looks at a TCP segment.
  mutating func readSegment(
    _ bytes: Span<UInt8>, _ packet: IPPacket, _ context: NameReader.Context,
    texts: inout TextTable
  ) {
    let port = packet.destinationPort
    let isSyslog = CarriedReader.isSyslogOverTCP(port)
    guard isSyslog || CarriedReader.isCollector(port) else { return }
    let key = CarriedStreams.Key(packet)
    let payload = bytes.extracting(packet.payload)
    streams.insert(payload, packet, key)
    if isSyslog {
      let syslog = syslog
      streams.takeLines(key) { line in
        CarriedReader.receive(line, from: packet.source, context, syslog, &texts)
      }
      take(&syslog.events)
    } else {
      let peer = ExportPeer(
        .tcp, from: packet.source, packet.sourcePort, to: packet.destination, port)
      let exports = exports
      streams.takeMessages(key) { message in
        exports.decode(message, from: peer, packet: context.number, texts: &texts)
      }
      take(&exports.events)
    }
    if packet.tcpFlags.contains(.fin) || packet.tcpFlags.contains(.rst) { streams.close(key) }
  }

  /// Looks at an SCTP packet: each user message of a stream is one message.
  mutating func readSCTP(
    _ bytes: Span<UInt8>, _ packet: IPPacket, _ context: NameReader.Context,
    texts: inout TextTable
  ) {
    let payload = bytes.extracting(packet.payload)
    guard payload.count >= 12 else { return }
    let ports = (source: payload.uint16(at: 0), destination: payload.uint16(at: 2))
    let exports = exports
    chunks.read(payload, from: packet.source, to: packet.destination) { stream, message in
      guard message.count >= 16, message[0] == 0, message[1] == 10,
        CarriedReader.isCollector(ports.destination)
          || FlowExportFraming.isPlausible(message)
      else { return }
      let peer = ExportPeer(
        .sctp, from: packet.source, ports.source, to: packet.destination, ports.destination,
        stream: stream)
      exports.decode(message, from: peer, packet: context.number, texts: &texts)
    }
    take(&exports.events)
  }

  // MARK: - The end

  /// Decodes what was held; to be called once, after the last packet.
  mutating func finish(texts: inout TextTable) -> (report: CarriedReport, rejects: RejectCounts) {
    var report = CarriedReport()
    report.exporters = exports.finish(texts: texts)
    take(&exports.events)
    report.syslog = syslog.finish(texts: &texts)
    take(&syslog.events)
    radius.finish()
    report.radius = radius.statistics
    streams.finish()
    report.streamGaps = streams.gaps + chunks.gaps
    rejects.absorb(exports.rejects)
    rejects.absorb(syslog.rejects)
    return (report, rejects)
  }

  private static func receive(
    _ line: Span<UInt8>, from source: IPAddress, _ context: NameReader.Context,
    _ syslog: SyslogReceiver, _ texts: inout TextTable
  ) {
    var end = line.count
    while end > 0, line[end - 1] == 0 || line[end - 1] == 0x0a || line[end - 1] == 0x0d {
      end -= 1
    }
    let arrival = SyslogReceiver.Arrival(
      packet: context.number, time: context.time, resolution: context.resolution)
    syslog.receive(line.extracting(0..<end), from: source, arrival, texts: &texts)
  }

  private mutating func take(_ found: inout [Event]) {
    guard !found.isEmpty else { return }
    events.append(contentsOf: found)
    found.removeAll(keepingCapacity: true)
  }

  private mutating func reject(
    _ reason: RejectReason, _ bytes: Span<UInt8>, _ context: NameReader.Context
  ) {
    var excerpt: [UInt8] = []
    for index in 0..<min(160, bytes.count) { excerpt.append(bytes[index]) }
    rejects.add(
      RejectCounts.Example(
        reason: reason, location: SourceLocation(file: file, record: context.number), offset: 0,
        excerpt: excerpt))
  }
}
