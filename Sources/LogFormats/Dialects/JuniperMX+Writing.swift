package import NATModel

/// Writing sessions and port blocks with an RFC 3339 stamp in UTC in place of both of the router's,
/// which state no zone.
extension JuniperMX {
  package func fields(writing event: Event) -> EventFields? {
    switch event.kind {
    case .sessionOpen, .sessionClose:
      var carried: EventFields = [
        .time, .inside, .insidePort, .outside, .outsidePort, .destination, .proto,
      ]
      if event.proto != .icmp && event.proto != .icmpv6 { carried.insert(.destinationPort) }
      guard event.has(carried), event.proto != .unknown else { return nil }
      return carried
    case .blockAllocate, .blockRelease, .blockInterim:
      var carried: EventFields = [.time, .inside, .outside, .outsidePort, .outsidePortLast]
      guard event.has(carried), event.outsidePort <= event.outsidePortLast,
        event.time.nanoseconds >= 0
      else { return nil }
      if event.kind == .blockInterim, event.start.nanoseconds >= 0 {
        carried.formUnion(event.fields.intersection(.start))
      }
      return carried.union(.binding)
    default: return nil
    }
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.writeHeader("<158>", event, texts)
    output.write("CGN{natlens}[jservices-nat]: JSERVICES_")
    if carried.contains(.binding) {
      writeBlock(event, carried, to: &output)
    } else {
      writeSession(event, to: &output)
    }
    output.write(byte: 0x0a)
    return true
  }

  private func writeSession(_ event: Event, to output: inout TextOutput) {
    output.write("SESSION_OPEN", if: event.kind == .sessionOpen, else: "SESSION_CLOSE")
    output.write(": application:none, ge-0/0/0.0 ")
    output.write(event.inside, colon: event.insidePort)
    output.write(" [")
    output.write(event.outside, colon: event.outsidePort)
    output.write("] -> ")
    switch event.proto {
    case .icmp:
      output.write(event.destination, colon: 0x0800)
      output.write(" (ICMP ECHO REQUEST)")
    case .icmpv6:
      output.write(event.destination, colon: 0x8000)
      output.write(" (ICMPV6 ECHO REQUEST)")
    default:
      output.write(event.destination, colon: event.destinationPort)
      output.write(" (")
      output.write(capitals: event.proto)
      output.write(")")
    }
  }

  private func writeBlock(
    _ event: Event, _ carried: EventFields, to output: inout TextOutput
  ) {
    switch event.kind {
    case .blockAllocate: output.write("NAT_PORT_BLOCK_ALLOC: ")
    case .blockRelease: output.write("NAT_PORT_BLOCK_RELEASE: ")
    default: output.write("NAT_PORT_BLOCK_ACTIVE: ")
    }
    output.write(event.inside)
    output.write(" -> ")
    output.write(event.outside, colon: event.outsidePort)
    output.write(byte: UInt8(ascii: "-"))
    output.write(event.outsidePortLast)
    guard event.kind != .blockInterim || carried.contains(.start) else { return }
    let stamp = event.kind == .blockInterim ? event.start : event.time
    output.write(" 0x")
    output.write(hexadecimal: UInt64(max(0, stamp.nanoseconds) / 1_000_000_000))
  }
}
