package import NATModel

/// Writing RouterOS lines with an ISO stamp in UTC milliseconds in front.
extension MikroTik {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen,
      event.has([.time, .inside, .outside, .destination, .proto]), event.proto != .unknown
    else { return nil }
    var carried: EventFields = [.time, .inside, .outside, .destination, .proto]
    if event.proto == .tcp || event.proto == .udp {
      carried.formUnion([.insidePort, .outsidePort, .destinationPort])
      guard event.has(carried) else { return nil }
    }
    return carried.union(event.fields.intersection(.subscriber))
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let hasPorts = carried.contains(.insidePort)
    output.write(event.time, fractionDigits: 3)
    output.write(byte: 0x20)
    if event.exporter != .none {
      output.write(event.exporter, of: texts)
      output.write(byte: 0x20)
    }
    output.write("firewall,info forward: in:")
    if carried.contains(.subscriber) {
      output.write("<pppoe-")
      output.write(event.subscriber, of: texts)
      output.write(">")
    } else {
      output.write("inside")
    }
    output.write(" out:outside, connection-state:new,snat proto ")
    switch event.proto {
    case .tcp: output.write("TCP (SYN)")
    case .udp: output.write("UDP")
    case .icmp: output.write("ICMP (type 8, code 0)")
    case .icmpv6: output.write("ICMPv6 (type 128, code 0)")
    default: output.write(event.proto.rawValue)
    }
    output.write(", ")
    output.write(event.inside, hasPorts ? event.insidePort : nil)
    output.write("->")
    output.write(event.destination, hasPorts ? event.destinationPort : nil)
    output.write(", NAT (")
    output.write(event.inside, hasPorts ? event.insidePort : nil)
    output.write("->")
    output.write(event.outside, hasPorts ? event.outsidePort : nil)
    output.write(")->")
    output.write(event.destination, hasPorts ? event.destinationPort : nil)
    output.write(", len 60\n")
    return true
  }
}

extension TextOutput {
  /// `address:port`, an IPv6 address in brackets.
  @inline(__always)
  fileprivate mutating func write(_ address: IPAddress, _ port: UInt16?) {
    let isBracketed = !address.isIPv4
    if isBracketed { write("[") }
    write(address)
    if isBracketed { write("]") }
    guard let port else { return }
    write(":")
    write(port)
  }
}
