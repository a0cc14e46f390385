package import NATModel

/// Writing outgoing states with what `-vv` adds; they carry no time.
extension PFState {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen else { return nil }
    var carried: EventFields = [.proto, .inside, .outside, .destination]
    let isICMP = event.proto == .icmp || event.proto == .icmpv6
    guard isICMP || event.proto.hasPorts else { return nil }
    carried.formUnion([.insidePort, .outsidePort])
    if !isICMP { carried.insert(.destinationPort) }
    // A port of 0 stands for no translation.
    guard event.has(carried), event.outsidePort != 0 else { return nil }
    if event.has([.bytes, .packets]) { carried.formUnion([.bytes, .packets]) }
    return carried.union(event.fields.intersection(.session))
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.write("all ")
    switch event.proto {
    case .tcp: output.write("tcp ")
    case .udp: output.write("udp ")
    case .icmp: output.write("icmp ")
    case .icmpv6: output.write("ipv6-icmp ")
    default:
      output.write(event.proto.rawValue)
      output.write(" ")
    }
    output.write(event.outside, event.outsidePort)
    output.write(" (")
    output.write(event.inside, event.insidePort)
    output.write(") -> ")
    output.write(event.destination, event.destinationPort)
    output.write("       ESTABLISHED:ESTABLISHED\n", if: event.proto == .tcp, else: "       0:0\n")
    if carried.contains(.bytes) {
      output.write("   age 00:00:00, expires in 00:01:00, ")
      output.write(event.packets)
      output.write(":0 pkts, ")
      output.write(event.bytes)
      output.write(":0 bytes\n")
    }
    if carried.contains(.session) {
      output.write("   id: ")
      output.writeHexadecimal(event.session)
      output.write(" creatorid: 00000001\n")
    }
    return true
  }
}

extension TextOutput {
  /// `a.b.c.d:port` or `v6[port]`.
  fileprivate mutating func write(_ address: IPAddress, _ port: UInt16) {
    write(address)
    write(":", if: address.isIPv4, else: "[")
    write(port)
    if !address.isIPv4 { write("]") }
  }

  /// Sixteen hexadecimal digits.
  fileprivate mutating func writeHexadecimal(_ number: UInt64) {
    for shift in stride(from: UInt64(60), through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: number >> shift & 15)
      write(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
