package import NATModel

/// Writing one record a line, with an RFC 5424 header in UTC: the vendor's own states no zone.
extension CiscoXRCGN {
  package func fields(writing event: Event) -> EventFields? {
    var carried: EventFields = [.time, .inside, .outside, .outsidePort]
    switch event.kind {
    case .blockAllocate, .blockRelease:
      carried.insert(.outsidePortLast)
      guard event.has(carried), event.outsidePort <= event.outsidePortLast else { return nil }
      carried.insert(.binding)
      if event.proto != .unknown { carried.formUnion(event.fields.intersection(.proto)) }
      return carried
    case .sessionOpen, .sessionClose:
      carried.formUnion([.insidePort, .proto])
      guard event.proto != .unknown else { return nil }
      guard event.fields.contains(.destination) else {
        return event.has(carried) ? carried.union(.binding) : nil
      }
      carried.insert(.destination)
      if event.proto != .icmp && event.proto != .icmpv6 { carried.insert(.destinationPort) }
      return event.has(carried) ? carried : nil
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
    output.write(" - - NAT44 - [", if: event.inside.isIPv4, else: " - - DSLITE - [")
    let isSession = event.kind == .sessionOpen || event.kind == .sessionClose
    let isGiven = event.kind == .sessionOpen || event.kind == .blockAllocate
    output.write("Sessionbased", if: isSession, else: "Userbased")
    output.write("A", if: isGiven, else: "W")
    if carried.contains(.destination) { output.write("D") }
    output.write(byte: 0x20)
    if carried.contains(.proto) {
      output.write(event.proto.rawValue)
    } else {
      output.write("-")
    }
    output.write(byte: 0x20)
    if event.inside.isIPv4 { output.write(event.inside) } else { output.write("-") }
    output.write(byte: 0x20)
    if event.realm == .none {
      output.write("-")
    } else {
      output.write(event.realm, of: texts)
    }
    output.write(byte: 0x20)
    if event.inside.isIPv4 { output.write("-") } else { output.write(event.inside) }
    output.write(byte: 0x20)
    output.write(event.outside)
    output.write(byte: 0x20)
    if isSession { output.write(event.insidePort) } else { output.write("-") }
    output.write(byte: 0x20)
    output.write(event.outsidePort)
    output.write(byte: 0x20)
    output.write(isSession ? event.outsidePort : event.outsidePortLast)
    if carried.contains(.destination) {
      output.write(byte: 0x20)
      output.write(event.destination)
      output.write(byte: 0x20)
      if carried.contains(.destinationPort) {
        output.write(event.destinationPort)
      } else {
        output.write("-")
      }
    }
    output.write("]\n")
    return true
  }
}
