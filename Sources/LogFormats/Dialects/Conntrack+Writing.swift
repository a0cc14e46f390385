package import NATModel

/// Writing conntrack events, as `conntrack -E -o timestamp,id` prints them.
extension Conntrack {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen || event.kind == .sessionClose,
      event.has([.time, .inside, .outside, .destination, .proto]), event.time.nanoseconds >= 0,
      event.proto != .unknown,
      event.inside.isIPv4 == event.destination.isIPv4
    else { return nil }
    var carried: EventFields = [.time, .inside, .outside, .destination, .proto]
    switch event.proto {
    case .icmp, .icmpv6: carried.formUnion([.insidePort, .outsidePort])
    default: carried.formUnion([.insidePort, .outsidePort, .destinationPort])
    }
    guard event.has(carried) else { return nil }
    carried.formUnion(event.fields.intersection(.session))
    if event.kind == .sessionClose {
      if event.has([.bytes, .packets]) { carried.formUnion([.bytes, .packets]) }
      carried.formUnion(event.fields.intersection(.start))
    }
    return carried
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let (seconds, rest) = event.time.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    output.write(byte: UInt8(ascii: "["))
    output.write(UInt64(seconds))
    output.write(byte: UInt8(ascii: "."))
    output.write(UInt64(rest / 1000), width: 6)
    output.write("]\t    [NEW] ", if: event.kind == .sessionOpen, else: "]\t[DESTROY] ")
    writeProtocol(event, to: &output)
    output.write(event.inside, event.destination)
    writePorts(event, isReply: false, to: &output)
    writeCounters(carried, event.packets, event.bytes, to: &output)
    if event.kind == .sessionOpen { output.write(" [UNREPLIED]") }
    output.write(byte: 0x20)
    output.write(event.destination, event.outside)
    writePorts(event, isReply: true, to: &output)
    writeCounters(carried, 0, 0, to: &output)
    if carried.contains(.start) {
      output.write(" delta-time=")
      output.write(UInt64(max(0, event.time.since(event.start)) / 1_000_000_000))
    }
    if carried.contains(.session) {
      output.write(" id=")
      output.write(event.session)
    }
    output.write(byte: 0x0a)
    return true
  }

  /// Name and number, and for an open the timeout and state that a first packet has.
  private func writeProtocol(_ event: Event, to output: inout TextOutput) {
    let isOpen = event.kind == .sessionOpen
    switch event.proto {
    case .tcp: output.write("tcp      6 120 SYN_SENT", if: isOpen, else: "tcp      6")
    case .udp: output.write("udp      17 30", if: isOpen, else: "udp      17")
    case .icmp: output.write("icmp     1 30", if: isOpen, else: "icmp     1")
    case .icmpv6: output.write("icmpv6   58 30", if: isOpen, else: "icmpv6   58")
    default:
      output.write("unknown  ")
      output.write(event.proto.rawValue)
      if isOpen { output.write(" 600") }
    }
    output.write(byte: 0x20)
  }

  /// Both directions of an ICMP flow carry the identifier that holds on their side of the NAT.
  private func writePorts(_ event: Event, isReply: Bool, to output: inout TextOutput) {
    if event.proto == .icmp || event.proto == .icmpv6 {
      let types: (request: UInt, reply: UInt) = event.proto == .icmp ? (8, 0) : (128, 129)
      output.write(" type=")
      output.write(isReply ? types.reply : types.request)
      output.write(" code=0 id=")
      output.write(isReply ? event.outsidePort : event.insidePort)
      return
    }
    output.write(" sport=")
    output.write(isReply ? event.destinationPort : event.insidePort)
    output.write(" dport=")
    output.write(isReply ? event.outsidePort : event.destinationPort)
  }

  /// The whole sum is written in the original direction: an event does not tell the two apart.
  private func writeCounters(
    _ carried: EventFields, _ packets: UInt64, _ bytes: UInt64, to output: inout TextOutput
  ) {
    guard carried.contains(.bytes) else { return }
    output.write(" packets=")
    output.write(packets)
    output.write(" bytes=")
    output.write(bytes)
  }
}

extension TextOutput {
  /// `src=a dst=b`.
  @inline(__always)
  fileprivate mutating func write(_ source: IPAddress, _ destination: IPAddress) {
    write("src=")
    write(source)
    write(" dst=")
    write(destination)
  }
}
