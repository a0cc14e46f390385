package import NATModel

/// Writing V7 lines, whose times state their zone.
extension Comware {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen || event.kind == .sessionClose else { return nil }
    var carried: EventFields = [
      .time, .proto, .inside, .insidePort, .outside, .outsidePort, .destination,
    ]
    let isICMP = event.proto == .icmp || event.proto == .icmpv6
    if !isICMP {
      guard event.proto.hasPorts else { return nil }
      carried.insert(.destinationPort)
    }
    // A port of 0 stands for no translation.
    guard event.has(carried), event.outsidePort != 0 else { return nil }
    if event.kind == .sessionClose {
      carried.formUnion(event.fields.intersection([.start, .bytes, .packets]))
    }
    return carried
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let civil = event.time.civil
    output.write("<190>")
    output.writeMonth(civil.month)
    output.write(" ")
    output.write(UInt(civil.day), width: 2)
    output.write(" ")
    output.writeTimeOfDay(civil.hour, civil.minute, civil.second)
    output.write(" ")
    output.write(UInt(clamping: civil.year), width: 4)
    output.write(" ")
    if event.exporter != .none {
      output.write(event.exporter, of: texts)
      output.write(" ")
    }
    output.write("%%10NAT/6/NAT_IPV4_MATCH: Protocol(1001)=")
    switch event.proto {
    case .tcp: output.write("TCP")
    case .udp: output.write("UDP")
    case .icmp: output.write("ICMP")
    case .icmpv6: output.write("ICMPv6")
    default: output.write(event.proto.rawValue)
    }
    output.write(";SrcIPAddr(1003)=")
    output.write(event.inside)
    output.write(";SrcPort(1004)=")
    output.write(event.insidePort)
    output.write(";NatSrcIPAddr(1005)=")
    output.write(event.outside)
    output.write(";NatSrcPort(1006)=")
    output.write(event.outsidePort)
    for (address, port) in [
      (";DstIPAddr(1007)=", ";DstPort(1008)="), (";NatDstIPAddr(1009)=", ";NatDstPort(1010)="),
    ] as [(StaticString, StaticString)] {
      output.write(address)
      output.write(event.destination)
      output.write(port)
      output.write(event.destinationPort)
    }
    if carried.contains(.packets) {
      output.write(";InitPktCount(1044)=")
      output.write(event.packets)
    }
    if carried.contains(.bytes) {
      output.write(";InitByteCount(1046)=")
      output.write(event.bytes)
    }
    let isOpen = event.kind == .sessionOpen
    let begin = isOpen ? event.time : event.start
    output.write(";BeginTime_e(1013)=")
    if isOpen || carried.contains(.start) { output.writeDigits(begin) }
    output.write(";EndTime_e(1014)=")
    if !isOpen { output.writeDigits(event.time) }
    output.write(
      ";Event(1048)=(8)Session created;\n", if: isOpen, else: ";Event(1048)=(1)Normal over;\n")
    return true
  }
}

extension TextOutput {
  /// `MMDDyyyyhhmmss` in UTC.
  fileprivate mutating func writeDigits(_ time: Timestamp) {
    let civil = time.civil
    write(UInt(civil.month), width: 2)
    write(UInt(civil.day), width: 2)
    write(UInt(clamping: civil.year), width: 4)
    write(UInt(civil.hour), width: 2)
    write(UInt(civil.minute), width: 2)
    write(UInt(civil.second), width: 2)
  }
}
