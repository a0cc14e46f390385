package import NATModel

/// Writing the records of classic IOS, with the stamp of `service timestamps log datetime msec
/// show-timezone year` in UTC: year and zone are stated.
extension CiscoIOS {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen || event.kind == .sessionClose else { return nil }
    let ports: EventFields = [.insidePort, .outsidePort]
    var carried: EventFields = [.time, .inside, .outside, .proto]
    let hasPorts = event.proto == .tcp || event.proto == .udp
    if hasPorts || event.has(ports) { carried.formUnion(ports) }
    if event.fields.contains(.destination) {
      carried.insert(.destination)
      let isICMP = event.proto == .icmp || event.proto == .icmpv6
      if hasPorts || carried.contains(.insidePort) && !isICMP { carried.insert(.destinationPort) }
    }
    guard event.has(carried), event.proto != .unknown else { return nil }
    return event.fields.contains(.destination) ? carried : carried.union(.binding)
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.write("<190>1: ")
    if event.exporter != .none {
      output.write(event.exporter, of: texts)
      output.write(": ")
    }
    writeStamp(event.time, to: &output)
    output.write(
      "%IPNAT-6-NAT_CREATED: Created",
      if:
        event.kind == .sessionOpen, else: "%IPNAT-6-NAT_DELETED: Deleted")
    switch event.proto {
    case .tcp: output.write(" tcp")
    case .udp: output.write(" udp")
    case .icmp: output.write(" icmp")
    default:
      output.write(byte: 0x20)
      output.write(event.proto.rawValue)
    }
    let hasPorts = carried.contains(.insidePort)
    write(event.inside, hasPorts ? event.insidePort : nil, to: &output)
    write(event.outside, hasPorts ? event.outsidePort : nil, to: &output)
    for _ in 0..<2 {
      guard carried.contains(.destination) else {
        output.write(" ---")
        continue
      }
      let port =
        carried.contains(.destinationPort) ? event.destinationPort : event.insidePort
      write(event.destination, hasPorts ? port : nil, to: &output)
    }
    output.write(byte: 0x0a)
    return true
  }

  /// `Mon dd yyyy hh:mm:ss.mmm UTC: `.
  private func writeStamp(_ time: Timestamp, to output: inout TextOutput) {
    let civil = time.civil
    output.writeMonth(civil.month)
    output.write("  ", if: civil.day < 10, else: " ")
    output.write(UInt(civil.day))
    output.write(byte: 0x20)
    output.write(UInt(clamping: civil.year), width: 4)
    output.write(byte: 0x20)
    output.writeTimeOfDay(civil.hour, civil.minute, civil.second)
    output.write(byte: UInt8(ascii: "."))
    output.write(UInt(civil.nanosecond / 1_000_000), width: 3)
    output.write(" UTC: ")
  }

  /// A blank and the endpoint, an IPv6 address with a port in brackets.
  private func write(_ address: IPAddress, _ port: UInt16?, to output: inout TextOutput) {
    output.write(byte: 0x20)
    let isBracketed = port != nil && !address.isIPv4
    if isBracketed { output.write("[") }
    output.write(address)
    if isBracketed { output.write("]") }
    guard let port else { return }
    output.write(byte: UInt8(ascii: ":"))
    output.write(port)
  }
}
