package import NATModel

/// Writing messages 98 and 537 with times in UTC.
extension SonicWall {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen || event.kind == .sessionClose else { return nil }
    var carried: EventFields = [.time, .proto, .inside, .outside, .destination]
    if event.proto.hasPorts {
      carried.formUnion([.insidePort, .outsidePort, .destinationPort])
    }
    guard event.has(carried), event.proto != .unknown else { return nil }
    if event.kind == .sessionClose { carried.formUnion(event.fields.intersection(.bytes)) }
    return carried.union(event.fields.intersection(.subscriber))
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let hasPorts = carried.contains(.insidePort)
    output.write("<134>  id=firewall sn=")
    output.write(event.exporter, of: texts)
    output.write(" time=\"")
    output.writeClock(event.time)
    output.write(" UTC\" fw=")
    output.write(event.outside)
    output.write(
      " pri=6 c=262144 m=98", if: event.kind == .sessionOpen, else: " pri=6 c=1024 m=537")
    if carried.contains(.subscriber) {
      output.write(" usr=\"")
      output.write(event.subscriber, of: texts)
      output.write("\"")
    }
    output.write(event.inside, " src=", " srcV6=", hasPorts ? event.insidePort : nil)
    if hasPorts, event.inside.isIPv4 { output.write(":X0") }
    output.write(event.outside, " natSrc=", " natSrcV6=", hasPorts ? event.outsidePort : nil)
    output.write(event.destination, " dst=", " dstV6=", hasPorts ? event.destinationPort : nil)
    if hasPorts, event.destination.isIPv4 { output.write(":X1") }
    output.write(" proto=")
    switch event.proto {
    case .tcp: output.write("tcp")
    case .udp: output.write("udp")
    case .icmp: output.write("icmp")
    case .icmpv6: output.write("icmpv6")
    default: output.write(event.proto.rawValue)
    }
    if carried.contains(.bytes) {
      output.write(" sent=")
      output.write(event.bytes)
    }
    output.write(" n=1\n")
    return true
  }
}

extension TextOutput {
  /// A key for the address's family, then the address and port.
  @inline(__always)
  fileprivate mutating func write(
    _ address: IPAddress, _ key: StaticString, _ keyV6: StaticString, _ port: UInt16?
  ) {
    write(address.isIPv4 ? key : keyV6)
    if let port {
      writeColonEndpoint(address, port)
    } else {
      write(address)
    }
  }
}
