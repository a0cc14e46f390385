package import NATModel

/// Writing records of PAN-OS 10, with the stamp that states the offset of their times.
extension PaloAlto {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen || event.kind == .sessionClose else { return nil }
    var carried: EventFields = [.time, .proto, .inside, .outside, .destination]
    if event.proto.hasPorts {
      // A port of 0 stands for no translation.
      carried.formUnion([.insidePort, .outsidePort, .destinationPort])
      guard event.outsidePort != 0 else { return nil }
    }
    guard event.has(carried), event.proto != .unknown else { return nil }
    carried.formUnion(event.fields.intersection([.session, .subscriber]))
    if event.kind == .sessionClose {
      carried.formUnion(event.fields.intersection([.start, .bytes, .packets]))
    }
    return carried
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let slash = UInt8(ascii: "/")
    let hasPorts = carried.contains(.insidePort)
    let ports = hasPorts ? (event.insidePort, event.destinationPort, event.outsidePort) : (0, 0, 0)
    if event.exporter != .none { output.writeHeader(event, fractionDigits: 0, texts: texts) }
    output.write("1,")
    output.writeClock(event.time, dateMark: slash)
    output.write(",,TRAFFIC,")
    output.write("start,2561,", if: event.kind == .sessionOpen, else: "end,2561,")
    output.writeClock(event.time, dateMark: slash)
    for address in [event.inside, event.destination, event.outside, event.destination] {
      output.write(",")
      output.write(address)
    }
    output.write(",rule,")
    if carried.contains(.subscriber) { output.write(event.subscriber, of: texts) }
    output.write(",,any,vsys1,trust,untrust,,,,")
    output.writeClock(event.time, dateMark: slash)
    output.write(",")
    if carried.contains(.session) { output.write(event.session) }
    output.write(",1")
    for port in [ports.0, ports.1, ports.2, ports.1] {
      output.write(",")
      output.write(port)
    }
    output.write(",0x0,")
    switch event.proto {
    case .tcp: output.write("tcp")
    case .udp: output.write("udp")
    case .icmp: output.write("icmp")
    case .icmpv6: output.write("ipv6-icmp")
    default: output.write(event.proto.rawValue)
    }
    output.write(",allow,")
    if carried.contains(.bytes) { output.write(event.bytes) }
    output.write(",,,")
    if carried.contains(.packets) { output.write(event.packets) }
    output.write(",")
    if carried.contains(.start) { output.writeClock(event.start, dateMark: slash) }
    output.write(",0,any,,0,0x0,,,,,,unknown,0,0,0,0,,,from-policy,")
    output.write(event.time, fractionDigits: 3)
    // The same instant with its zone as an offset, which is how the devices write it.
    output.removeLast()
    output.write("+00:00\n")
    return true
  }
}
