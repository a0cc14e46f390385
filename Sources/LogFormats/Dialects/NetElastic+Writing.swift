package import NATModel

/// Writing sessions and ranges as the third-party parsers expect them.
extension NetElastic {
  package func fields(writing event: Event) -> EventFields? {
    var carried: EventFields = [.time, .inside, .outside, .outsidePort]
    switch event.kind {
    case .sessionOpen, .sessionClose:
      carried.formUnion([.insidePort, .destination, .destinationPort, .proto])
      guard event.has(carried), event.proto != .unknown else { return nil }
    case .blockAllocate, .blockRelease:
      carried.insert(.outsidePortLast)
      guard event.has(carried), event.outsidePort <= event.outsidePortLast else { return nil }
      carried.insert(.binding)
    default: return nil
    }
    return carried.union(event.fields.intersection(.subscriber))
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let isOpen = event.kind == .sessionOpen || event.kind == .blockAllocate
    let isBlock = carried.contains(.outsidePortLast)
    output.writeSyslogNATHeader(
      event, fractionDigits: 3, texts,
      isBlock
        ? (isOpen ? "PRADD [nprng" : "PRDEL [nprng") : (isOpen ? "SADD [nsess" : "SDEL [nsess"))
    output.write(" TRIG=\"OPKT\"", if: isOpen, else: " TRIG=\"TIMEOUT\"")
    if !isBlock { output.write(parameter: " PROTO", number: event.proto.rawValue) }
    output.write(" SSUBIX=\"0\"")
    if carried.contains(.subscriber) {
      output.write(" USERNAME=\"")
      output.write(event.subscriber, of: texts)
      output.write("\"")
    }
    output.write(parameter: " ISADDR", event.inside)
    if !isBlock {
      output.write(parameter: " IDADDR", event.destination)
      output.write(parameter: " ISPORT", number: event.insidePort)
      output.write(parameter: " IDPORT", number: event.destinationPort)
    }
    output.write(parameter: " XSADDR", event.outside)
    if isBlock {
      output.write(" XSPORT=\"")
      output.write(event.outsidePort)
      output.write("-")
      output.write(event.outsidePortLast)
      output.write("\"")
    } else {
      output.write(parameter: " XDADDR", event.destination)
      output.write(parameter: " XSPORT", number: event.outsidePort)
      output.write(parameter: " XDPORT", number: event.destinationPort)
    }
    output.write("] time='")
    output.writeClock(event.time)
    output.write("'\n")
    return true
  }
}
