package import NATModel

/// Writing one record a line; only IPv4 has a padded form.
extension EcoNAT {
  package func fields(writing event: Event) -> EventFields? {
    var carried: EventFields = [
      .time, .inside, .insidePort, .outside, .outsidePort, .destination, .proto,
    ]
    if event.proto != .icmp { carried.insert(.destinationPort) }
    guard event.kind == .sessionOpen || event.kind == .sessionClose, event.has(carried),
      event.proto != .unknown, event.inside.isIPv4, event.outside.isIPv4,
      event.destination.isIPv4
    else { return nil }
    return carried
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.writeHeader("", event, texts)
    output.write("|  ")
    output.write(
      padded: event.destination, carried.contains(.destinationPort) ? event.destinationPort : 0)
    output.write(" A ", if: event.kind == .sessionOpen, else: " F ")
    output.write(padded: event.outside, event.outsidePort)
    output.write(" I ")
    output.write(padded: event.inside, event.insidePort)
    output.write("   ")
    output.write(capitals: event.proto)
    output.write(byte: 0x0a)
    return true
  }
}

extension TextOutput {
  /// `091.245.129.236:01049`.
  @inline(__always)
  fileprivate mutating func write(padded address: IPAddress, _ port: UInt16) {
    let value = address.ipv4
    for shift: UInt32 in [24, 16, 8, 0] {
      write(value >> shift & 255, width: 3)
      write(byte: UInt8(ascii: shift == 0 ? ":" : "."))
    }
    write(port, width: 5)
  }
}
