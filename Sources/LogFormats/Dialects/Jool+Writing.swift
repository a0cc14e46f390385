package import NATModel

/// Writing as the kernel prints; with a collector's header where the device has a name.
extension Jool {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen || event.kind == .sessionClose, !event.inside.isIPv4 else {
      return nil
    }
    var carried: EventFields = [.time, .proto, .inside, .insidePort, .outside, .outsidePort]
    guard event.has(carried), event.proto == .tcp || event.proto == .udp || event.proto == .icmpv6
    else { return nil }
    guard event.fields.contains(.destination) else { return carried.union(.binding) }
    carried.formUnion([.destination, .destinationPort])
    return event.has(carried) ? carried : nil
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let isOpen = event.kind == .sessionOpen
    if event.exporter != .none {
      output.writeHeader(event, fractionDigits: 0, texts: texts)
      output.write("kernel: ")
    }
    output.write("[    0.000000] jool ")
    let civil = event.time.civil
    output.write(UInt(clamping: civil.year))
    output.write("/")
    output.write(UInt(civil.month))
    output.write("/")
    output.write(UInt(civil.day))
    output.write(" ")
    output.write(UInt(civil.hour))
    output.write(":")
    output.write(UInt(civil.minute))
    output.write(":")
    output.write(UInt(civil.second))
    output.write(" (GMT) - ")
    if carried.contains(.destination) {
      output.write("Added session ", if: isOpen, else: "Forgot session ")
      output.write(event.inside, event.insidePort)
      // The event does not keep the prefix the server was reached by: the well-known one (RFC 6052).
      output.write("|")
      let isIPv4 = event.destination.isIPv4
      output.write(
        isIPv4
          ? IPAddress(high: 0x64_ff9b << 32, low: UInt64(event.destination.ipv4))
          : event.destination,
        event.destinationPort)
      output.write("|")
      output.write(event.outside, event.outsidePort)
      output.write("|")
      output.write(event.destination, event.destinationPort)
      output.write("|")
    } else {
      output.write("Mapped ", if: isOpen, else: "Forgot ")
      output.write(event.inside, event.insidePort)
      output.write(" to ")
      output.write(event.outside, event.outsidePort)
      output.write(" (")
    }
    output.write(event.proto == .tcp ? "TCP" : event.proto == .udp ? "UDP" : "ICMP")
    output.write("\n", if: carried.contains(.destination), else: ")\n")
    return true
  }
}

extension TextOutput {
  /// `address#port`.
  @inline(__always)
  fileprivate mutating func write(_ address: IPAddress, _ port: UInt16) {
    write(address)
    write("#")
    write(port)
  }
}
