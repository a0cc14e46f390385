package import NATModel

/// Writing structured messages with an RFC 5424 header in UTC milliseconds.
extension JuniperSRX {
  package func fields(writing event: Event) -> EventFields? {
    switch event.kind {
    case .sessionOpen, .sessionClose:
      let needed: EventFields = [
        .time, .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort, .proto,
      ]
      guard event.has(needed), event.proto != .unknown else { return nil }
      var carried = needed.union(event.fields.intersection([.session, .subscriber]))
      if event.kind == .sessionClose {
        carried.formUnion(event.fields.intersection([.start, .bytes, .packets]))
      }
      return carried
    case .blockAllocate, .blockRelease, .blockInterim:
      let needed: EventFields = [.time, .inside, .outside, .outsidePort, .outsidePortLast]
      guard event.has(needed), event.outsidePort <= event.outsidePortLast else { return nil }
      var carried = needed.union(.binding)
      if event.kind == .blockInterim, event.start.nanoseconds >= 0 {
        carried.formUnion(event.fields.intersection(.start))
      }
      return carried
    default: return nil
    }
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.write("<14>1 ")
    output.write(event.time, fractionDigits: 3)
    output.write(byte: 0x20)
    if event.exporter == .none {
      output.write("-")
    } else {
      output.write(event.exporter, of: texts)
    }
    if event.kind == .sessionOpen || event.kind == .sessionClose {
      writeSession(event, carried, texts, to: &output)
    } else {
      writeBlock(event, carried, to: &output)
    }
    output.write("]\n")
    return true
  }

  private func writeSession(
    _ event: Event, _ carried: EventFields, _ texts: TextTable, to output: inout TextOutput
  ) {
    output.write(" RT_FLOW - RT_FLOW_SESSION_")
    output.write("CREATE", if: event.kind == .sessionOpen, else: "CLOSE")
    output.write(" [junos@2636.1.1.1.2.129")
    if event.kind == .sessionClose { output.write(" reason=\"unset\"") }
    output.write(" source-address", event.inside)
    output.write(" source-port", number: event.insidePort)
    output.write(" destination-address", event.destination)
    output.write(" destination-port", number: event.destinationPort)
    output.write(" nat-source-address", event.outside)
    output.write(" nat-source-port", number: event.outsidePort)
    output.write(" nat-destination-address", event.destination)
    output.write(" nat-destination-port", number: event.destinationPort)
    output.write(" protocol-id", number: event.proto.rawValue)
    if carried.contains(.session) { output.write(" session-id-32", number: event.session) }
    if carried.contains(.packets) {
      output.write(" packets-from-client", number: event.packets)
    }
    if carried.contains(.bytes) { output.write(" bytes-from-client", number: event.bytes) }
    if carried.contains(.start) {
      let seconds = max(0, event.time.since(event.start)) / 1_000_000_000
      output.write(" elapsed-time", number: UInt64(seconds))
    }
    if carried.contains(.subscriber) {
      output.write(" username=\"")
      output.write(event.subscriber, of: texts)
      output.write("\"")
    }
  }

  private func writeBlock(
    _ event: Event, _ carried: EventFields, to output: inout TextOutput
  ) {
    output.write(" RT_NAT - RT_SRC_NAT_PBA_")
    switch event.kind {
    case .blockAllocate: output.write("ALLOC")
    case .blockRelease: output.write("RELEASE")
    default: output.write("INTERIM")
    }
    output.write(" [junos@2636.1.1.1.2.129")
    output.write(" internal-ip", event.inside)
    output.write(" block-port-low", number: event.outsidePort)
    output.write(" block-port-high", number: event.outsidePortLast)
    output.write(" reflexive-ip", event.outside)
    guard event.kind != .blockInterim || carried.contains(.start) else { return }
    let stamp = event.kind == .blockInterim ? event.start : event.time
    output.write(" epoch-time-64=\"")
    output.write(hexadecimal: UInt64(max(0, stamp.nanoseconds) / 1_000_000_000))
    output.write("\"")
  }
}

extension TextOutput {
  /// `key="address"`.
  @inline(__always)
  fileprivate mutating func write(_ key: StaticString, _ address: IPAddress) {
    write(key)
    write("=\"")
    write(address)
    write("\"")
  }

  /// `key="number"`.
  @inline(__always)
  fileprivate mutating func write<Number: FixedWidthInteger & UnsignedInteger>(
    _ key: StaticString, number: Number
  ) {
    write(key)
    write("=\"")
    write(number)
    write("\"")
  }
}
