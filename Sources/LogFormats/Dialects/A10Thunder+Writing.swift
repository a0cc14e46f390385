package import NATModel

/// Writing CEF, a mapping without destination as a port allocated or freed, any other as a session.
extension A10Thunder {
  package func fields(writing event: Event) -> EventFields? {
    var carried: EventFields = [.time, .inside, .outside, .outsidePort]
    switch event.kind {
    case .blockAllocate, .blockRelease:
      carried.insert(.outsidePortLast)
      guard event.has(carried), event.outsidePort <= event.outsidePortLast else { return nil }
      if event.proto != .unknown { carried.formUnion(event.fields.intersection(.proto)) }
      return carried.union(.binding)
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
    output.writeHeader("", event, texts)
    output.write("CEF:0|A10|CFW|6.0.0-P1|CGN ")
    let isBlock = carried.contains(.outsidePortLast)
    switch event.kind {
    case .blockAllocate: output.write("106|Nat Port Batch Pool Allocated")
    case .blockRelease: output.write("107|Nat Port Batch Pool Freed")
    case .sessionOpen where carried.contains(.binding): output.write("100|Nat Port Allocated")
    case .sessionOpen: output.write("102|Nat Session Created")
    case .sessionClose where carried.contains(.binding): output.write("101|Nat Port Freed")
    default: output.write("103|Nat Session Deleted")
    }
    output.write("|5|")
    if carried.contains(.proto) {
      output.write("proto=")
      output.write(capitals: event.proto)
      output.write(byte: 0x20)
    }
    output.write("src=")
    output.write(event.inside)
    if !isBlock {
      output.write(" spt=")
      output.write(event.insidePort)
    }
    output.write(" sourceTranslatedAddress=")
    output.write(event.outside)
    output.write(" sourceTranslatedPort=")
    output.write(event.outsidePort)
    if isBlock {
      output.write(" cn3=")
      output.write(event.outsidePortLast)
      output.write(" cn3Label=Last Nat Port")
    } else if carried.contains(.destination) {
      output.write(" dst=")
      output.write(event.destination)
      output.write(" dpt=")
      output.write(carried.contains(.destinationPort) ? event.destinationPort : 0)
    }
    output.write(byte: 0x0a)
    return true
  }
}
