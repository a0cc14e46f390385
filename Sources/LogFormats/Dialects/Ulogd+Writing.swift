package import NATModel

/// Writing PRINTFLOW lines with a collector's ISO stamp, which states year and zone; a whole session
/// as the JSON record of a flow that ended.
extension Ulogd {
  package func fields(writing event: Event) -> EventFields? {
    guard [.sessionOpen, .sessionClose, .session].contains(event.kind),
      event.proto != .unknown, event.inside.isIPv4 == event.destination.isIPv4
    else { return nil }
    var carried: EventFields = [.time, .proto, .inside, .outside, .destination]
    if event.proto.hasPorts { carried.formUnion([.insidePort, .outsidePort, .destinationPort]) }
    if event.kind == .session {
      carried.insert(.start)
      guard event.start.nanoseconds >= 0, event.start <= event.time else { return nil }
    }
    guard event.has(carried) else { return nil }
    if event.kind != .sessionOpen, event.has([.bytes, .packets]) {
      carried.formUnion([.bytes, .packets])
    }
    return carried
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    guard event.kind != .session else {
      writeSession(event, carried, to: &output)
      return true
    }
    output.writeHeader(event, fractionDigits: 3, texts: texts)
    output.write("ulogd[1]: [NEW]", if: event.kind == .sessionOpen, else: "ulogd[1]: [DESTROY]")
    output.write(" ORIG: SRC=")
    output.write(event.inside)
    output.write(" DST=")
    output.write(event.destination)
    writeRest(event, carried, isReply: false, to: &output)
    output.write(" , REPLY: SRC=")
    output.write(event.destination)
    output.write(" DST=")
    output.write(event.outside)
    writeRest(event, carried, isReply: true, to: &output)
    output.write(" \n")
    return true
  }

  /// Protocol, ports and counters; the sums stand in the original direction.
  private func writeRest(
    _ event: Event, _ carried: EventFields, isReply: Bool, to output: inout TextOutput
  ) {
    output.write(" PROTO=")
    switch event.proto {
    case .tcp: output.write("TCP")
    case .udp: output.write("UDP")
    case .icmp: output.write("ICMP TYPE=0 CODE=8")
    case .icmpv6: output.write("ICMPv6")
    default: output.write(event.proto.rawValue)
    }
    if carried.contains(.insidePort) {
      output.write(" SPT=")
      output.write(isReply ? event.destinationPort : event.insidePort)
      output.write(" DPT=")
      output.write(isReply ? event.outsidePort : event.destinationPort)
    }
    guard event.kind == .sessionOpen || carried.contains(.bytes) else { return }
    let isCounted = carried.contains(.bytes) && !isReply
    output.write(" PKTS=")
    output.write(isCounted ? event.packets : 0)
    output.write(" BYTES=")
    output.write(isCounted ? event.bytes : 0)
  }

  private func writeSession(
    _ event: Event, _ carried: EventFields, to output: inout TextOutput
  ) {
    output.write("{\"timestamp\":\"")
    output.write(event.time, fractionDigits: 3)
    output.write("\",\"orig.ip.protocol\":")
    output.write(event.proto.rawValue)
    for (key, address) in [
      (",\"orig.ip.saddr.str\":\"", event.inside), (",\"orig.ip.daddr.str\":\"", event.destination),
      (",\"reply.ip.saddr.str\":\"", event.destination),
      (",\"reply.ip.daddr.str\":\"", event.outside),
    ] as [(StaticString, IPAddress)] {
      output.write(key)
      output.write(address)
      output.write("\"")
    }
    if carried.contains(.insidePort) {
      output.write(number: event.insidePort, ",\"orig.l4.sport\":")
      output.write(number: event.destinationPort, ",\"orig.l4.dport\":")
      output.write(number: event.destinationPort, ",\"reply.l4.sport\":")
      output.write(number: event.outsidePort, ",\"reply.l4.dport\":")
    }
    if carried.contains(.bytes) {
      output.write(number: event.bytes, ",\"orig.raw.pktlen\":")
      output.write(number: event.packets, ",\"orig.raw.pktcount\":")
    }
    for (time, seconds, rest) in [
      (event.start, ",\"flow.start.sec\":", ",\"flow.start.usec\":"),
      (event.time, ",\"flow.end.sec\":", ",\"flow.end.usec\":"),
    ] as [(Timestamp, StaticString, StaticString)] {
      let milliseconds = UInt64(max(0, time.nanoseconds)) / 1_000_000
      output.write(number: milliseconds / 1000, seconds)
      output.write(number: milliseconds % 1000 * 1000, rest)
    }
    output.write("}\n")
  }
}

extension TextOutput {
  /// A JSON key with its colon, and a number.
  @inline(__always)
  fileprivate mutating func write<Number: FixedWidthInteger & UnsignedInteger>(
    number: Number, _ key: StaticString
  ) {
    write(key)
    write(number)
  }
}
