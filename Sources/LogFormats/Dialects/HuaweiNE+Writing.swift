package import NATModel

/// Writing cn records with an RFC 5424 header in UTC, and type2 records of sessions.
///
/// The header of cn proper states no zone. Whole seconds are all that type2 has.
extension HuaweiNE {
  package func fields(writing event: Event) -> EventFields? {
    let ports: EventFields = [.outside, .outsidePort]
    var carried: EventFields = [.time, .inside]
    carried.formUnion(ports)
    switch event.kind {
    case .blockAllocate, .blockRelease:
      carried.insert(.outsidePortLast)
      guard event.has(carried), event.outsidePort <= event.outsidePortLast else { return nil }
      return carried.union(.binding).union(event.fields.intersection(.proto))
    case .sessionOpen, .sessionClose:
      guard event.fields.contains(.destination) else {
        carried.insert(.insidePort)
        guard event.has(carried) else { return nil }
        return carried.union(.binding).union(event.fields.intersection(.proto))
      }
      carried.formUnion([.destination, .proto])
      if event.proto != .icmp && event.proto != .icmpv6 { carried.insert(.destinationPort) }
      guard event.has(carried), event.proto != .unknown, event.time.nanoseconds >= 1_000_000_000
      else { return nil }
      if event.kind == .sessionClose, event.start.nanoseconds >= 1_000_000_000 {
        carried.formUnion(event.fields.intersection(.start))
      }
      return carried
    default: return nil
    }
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.write("<134>1 ")
    output.write(event.time, fractionDigits: 0)
    output.write(byte: 0x20)
    if event.exporter == .none {
      output.write("-")
    } else {
      output.write(event.exporter, of: texts)
    }
    if carried.contains(.binding) {
      writeListed(event, carried, to: &output)
    } else {
      writeFlow(event, carried, to: &output)
    }
    output.write(byte: 0x0a)
    return true
  }

  private func writeListed(
    _ event: Event, _ carried: EventFields, to output: inout TextOutput
  ) {
    output.write(" huawei - NAT444:")
    switch event.kind {
    case .blockAllocate: output.write("UserbasedA [ ")
    case .blockRelease: output.write("UserbasedW [ ")
    case .sessionOpen: output.write("SessionbasedA [ ")
    default: output.write("SessionbasedW [ ")
    }
    if carried.contains(.proto) {
      output.write(event.proto.rawValue)
    } else {
      output.write("-")
    }
    output.write(" ", if: event.inside.isIPv4, else: "  ")
    output.write(event.inside)
    output.write("  ", if: event.inside.isIPv4, else: " ")
    output.write(event.outside)
    output.write(byte: 0x20)
    if carried.contains(.insidePort) { output.write(event.insidePort) }
    output.write(byte: 0x20)
    output.write(event.outsidePort)
    output.write(byte: 0x20)
    output.write(carried.contains(.outsidePortLast) ? event.outsidePortLast : event.outsidePort)
    output.write(" ]")
  }

  private func writeFlow(_ event: Event, _ carried: EventFields, to output: inout TextOutput) {
    let isOpen = event.kind == .sessionOpen
    let bar = UInt8(ascii: "|")
    output.write(
      " huawei - <NAT444>:<SessionA> ", if: isOpen, else: " huawei - <NAT444>:<SessionW> ")
    if isOpen {
      writeSeconds(event.time, to: &output)
      output.write("|-")
    } else {
      if carried.contains(.start) {
        writeSeconds(event.start, to: &output)
      } else {
        output.write("-")
      }
      output.write(byte: bar)
      writeSeconds(event.time, to: &output)
    }
    output.write(byte: bar)
    output.write(event.inside)
    output.write(byte: bar)
    output.write(event.outside)
    output.write(byte: bar)
    output.write(event.outsidePort)
    output.write(byte: bar)
    output.write(event.destination)
    output.write(byte: bar)
    output.write(carried.contains(.destinationPort) ? event.destinationPort : 0)
    output.write(byte: bar)
    output.write(event.proto.rawValue)
  }

  private func writeSeconds(_ time: Timestamp, to output: inout TextOutput) {
    output.write(UInt64(max(0, time.nanoseconds) / 1_000_000_000))
  }
}
