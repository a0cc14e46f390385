package import NATModel

/// Writing messages behind an ISO stamp in UTC milliseconds.
extension SixWind {
  package func fields(writing event: Event) -> EventFields? {
    var carried: EventFields = [.time, .proto, .inside, .outside, .outsidePort]
    switch event.kind {
    case .sessionOpen, .sessionClose:
      carried.formUnion([.insidePort, .destination, .destinationPort])
      return event.has(carried) && event.proto != .unknown ? carried : nil
    case .blockAllocate, .blockRelease:
      carried.insert(.outsidePortLast)
      guard event.has(carried), event.outsidePort <= event.outsidePortLast else { return nil }
      return carried.union(.binding)
    default: return nil
    }
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.writeHeader(event, fractionDigits: 3, texts: texts)
    output.write("fp-cgnat[1]: ")
    let isNew = event.kind == .sessionOpen || event.kind == .blockAllocate
    guard carried.contains(.destination) else {
      output.write("USER ")
      output.write(event.inside)
      output.write(" (matching rule 1): ")
      output.write("NEW", if: isNew, else: "DESTROY")
      output.write(" BLOCK (pool \"pool\", ip public ")
      output.write(event.outside)
      output.write(", proto ")
      output.write(event.proto.rawValue)
      output.write(", port ")
      output.write(event.outsidePort)
      output.write(" - ")
      output.write(event.outsidePortLast)
      output.write(")\n")
      return true
    }
    output.write("NEW CONN: fwd proto ", if: isNew, else: "DESTROY CONN: fwd proto ")
    output.write(event.proto.rawValue)
    output.write(" ")
    output.writeColonEndpoint(event.inside, event.insidePort)
    output.write(" -> ")
    output.writeColonEndpoint(event.destination, event.destinationPort)
    output.write(", back proto ")
    output.write(event.proto.rawValue)
    output.write(" ")
    output.writeColonEndpoint(event.destination, event.destinationPort)
    output.write(" --> ")
    output.writeColonEndpoint(event.outside, event.outsidePort)
    output.write("\n")
    return true
  }
}
