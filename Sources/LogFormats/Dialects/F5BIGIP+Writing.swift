package import NATModel

/// Writing the raw form for what has a destination, the Splunk form for bindings and blocks, behind an
/// RFC 5424 header in UTC milliseconds.
extension F5BIGIP {
  package func fields(writing event: Event) -> EventFields? {
    guard event.time.nanoseconds >= 0 else { return nil }
    var carried: EventFields = [.time, .inside, .outside, .outsidePort]
    switch event.kind {
    case .blockAllocate, .blockRelease:
      carried.insert(.outsidePortLast)
      guard event.has(carried), event.outsidePort <= event.outsidePortLast else { return nil }
      return carried.union(.binding).union(event.fields.intersection(.subscriber))
    case .sessionOpen, .sessionClose:
      carried.formUnion([.insidePort, .proto])
      guard event.proto != .unknown, event.has(carried) else { return nil }
      if event.fields.contains(.destination) {
        carried.insert(.destination)
        if event.proto != .icmp && event.proto != .icmpv6 { carried.insert(.destinationPort) }
        return event.has(carried) ? carried : nil
      }
      carried.formUnion(event.fields.intersection(.subscriber))
      if event.kind == .sessionClose, event.start.nanoseconds >= 0 {
        carried.formUnion(event.fields.intersection(.start))
      }
      return carried.union(.binding)
    default: return nil
    }
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.write("<134>1 ")
    output.write(event.time, fractionDigits: 3)
    output.write(byte: 0x20)
    if event.exporter == .none {
      output.write("-")
    } else {
      output.write(event.exporter, of: texts)
    }
    output.write(" tmm - - - ")
    if carried.contains(.destination) {
      writeRaw(event, carried, texts, to: &output)
    } else {
      writeNamed(event, carried, texts, to: &output)
    }
    output.write(byte: 0x0a)
    return true
  }

  private func writeRaw(
    _ event: Event, _ carried: EventFields, _ texts: TextTable, to output: inout TextOutput
  ) {
    output.write("LSN_ADD ", if: event.kind == .sessionOpen, else: "LSN_DELETE ")
    write(event.inside, event.insidePort, texts.span(of: event.realm), to: &output)
    output.write(byte: 0x20)
    output.write(capitals: event.proto)
    output.write(byte: 0x20)
    write(event.outside, event.outsidePort, texts.span(of: .none), to: &output)
    output.write(byte: 0x20)
    output.write(event.destination)
    guard carried.contains(.destinationPort) else { return }
    output.write(byte: 0x20)
    output.write(event.destinationPort)
  }

  private func writeNamed(
    _ event: Event, _ carried: EventFields, _ texts: TextTable, to output: inout TextOutput
  ) {
    switch event.kind {
    case .blockAllocate, .blockRelease:
      output.write("lsn_event=\"LSN_PB_")
      output.write("ALLOCATED", if: event.kind == .blockAllocate, else: "RELEASED")
      output.write("\",lsn_client=\"")
      output.write(event.inside)
      output.write("\",lsn_pb=\"")
      output.write(event.outside, colon: event.outsidePort)
      output.write("-")
      output.write(event.outsidePortLast)
    default:
      let isOpen = event.kind == .sessionOpen
      output.write("ip_protocol=\"")
      output.write(capitals: event.proto)
      output.write("\",lsn_event=\"LSN_ADD", if: isOpen, else: "\",lsn_event=\"LSN_DELETE")
      let milliseconds: (Timestamp) -> UInt64 = { UInt64(max(0, $0.nanoseconds) / 1_000_000) }
      let hasStart = isOpen || carried.contains(.start)
      let start = milliseconds(isOpen ? event.time : event.start)
      if hasStart {
        output.write("\",start=\"")
        output.write(start)
      }
      output.write("\",cli=\"")
      write(event.inside, event.insidePort, texts.span(of: event.realm), to: &output)
      output.write("\",nat=\"")
      write(event.outside, event.outsidePort, texts.span(of: .none), to: &output)
      if hasStart {
        output.write("\",duration=\"")
        output.write(max(milliseconds(event.time), start) - start)
      }
    }
    output.write("\",pem_subscriber_id=\"")
    if carried.contains(.subscriber) {
      output.write(event.subscriber, of: texts)
    } else {
      output.write("No-lookup")
    }
    output.write("\"")
  }

  /// `address%domain:port`; an IPv6 address always with a domain, which ends it.
  private func write(
    _ address: IPAddress, _ port: UInt16, _ domain: Span<UInt8>,
    to output: inout TextOutput
  ) {
    output.write(address)
    if !domain.isEmpty || !address.isIPv4 {
      output.write(byte: UInt8(ascii: "%"))
      if domain.isEmpty { output.write("0") } else { output.write(domain) }
    }
    output.write(byte: UInt8(ascii: ":"))
    output.write(port)
  }
}
