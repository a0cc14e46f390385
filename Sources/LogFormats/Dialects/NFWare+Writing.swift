package import NATModel

/// Writing records behind an RFC 5424 header in UTC milliseconds; IPv4 only, as was seen.
extension NFWare {
  package func fields(writing event: Event) -> EventFields? {
    var carried: EventFields = [.time, .inside, .outside]
    guard event.has(carried), event.inside.isIPv4, event.outside.isIPv4 else { return nil }
    switch event.kind {
    case .sessionOpen, .sessionClose:
      let ports: EventFields = [.insidePort, .outsidePort, .proto]
      if event.has(ports), event.proto != .unknown { carried.formUnion(ports) }
      let remote: EventFields = [.destination, .destinationPort]
      guard event.fields.contains(.destination) else { return carried.union(.binding) }
      guard event.has(remote), carried.contains(.insidePort) else { return nil }
      return carried.union(remote)
    case .blockAllocate, .blockRelease:
      carried.formUnion([.outsidePort, .outsidePortLast])
      guard event.has(carried), event.outsidePort <= event.outsidePortLast else { return nil }
      return carried.union(.binding)
    default: return nil
    }
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.write("<134>1 ")
    output.write(event.time, fractionDigits: 3)
    output.write(" ")
    output.writeName(event.exporter, texts)
    output.write(" nfware - - - ")
    let isAdded = event.kind == .sessionOpen || event.kind == .blockAllocate
    output.write("A VRF 0 ", if: isAdded, else: "D VRF 0 ")
    let hasPorts = carried.contains(.insidePort)
    if hasPorts {
      output.write(event.proto.rawValue)
      output.write(" ")
    }
    output.write("INT ")
    output.write(event.inside)
    if hasPorts {
      output.write(":")
      output.write(event.insidePort)
    }
    output.write(" EXT ")
    output.write(event.outside)
    if carried.contains(.outsidePort) {
      output.write(":")
      output.write(event.outsidePort)
    }
    if carried.contains(.outsidePortLast) {
      output.write("-")
      output.write(event.outsidePortLast)
    }
    if carried.contains(.destination) {
      output.write(" DST ")
      output.writeColonEndpoint(event.destination, event.destinationPort)
      output.write(" DIR OUT")
    }
    output.write("\n")
    return true
  }
}
