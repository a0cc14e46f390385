package import NATModel

/// Writing `SADD` and `SDEL`, or `APMADD` and `APMDEL` for what has no destination.
extension VPP {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .sessionOpen || event.kind == .sessionClose else { return nil }
    var carried: EventFields = [.time, .inside, .insidePort, .outside, .outsidePort, .proto]
    guard event.has(carried), event.proto != .unknown else { return nil }
    guard event.fields.contains(.destination) else { return carried.union(.binding) }
    carried.formUnion([.destination, .destinationPort])
    return event.has(carried) ? carried : nil
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let isOpen = event.kind == .sessionOpen
    let isSession = carried.contains(.destination)
    output.writeSyslogNATHeader(
      event, fractionDigits: 6, texts,
      isSession
        ? (isOpen ? "SADD [nsess" : "SDEL [nsess") : (isOpen ? "APMADD [napmap" : "APMDEL [napmap"))
    output.write(" SSUBIX=\"0\" SVLAN=\"0\" IATYP=\"")
    output.write("IPv4\"", if: event.inside.isIPv4, else: "IPv6\"")
    output.write(parameter: " ISADDR", event.inside)
    output.write(parameter: " ISPORT", number: event.insidePort)
    output.write(" XATYP=\"IPv4\"", if: event.outside.isIPv4, else: " XATYP=\"IPv6\"")
    output.write(parameter: " XSADDR", event.outside)
    output.write(parameter: " XSPORT", number: event.outsidePort)
    output.write(parameter: " PROTO", number: event.proto.rawValue)
    if isSession {
      output.write(parameter: " XDADDR", event.destination)
      output.write(parameter: " XDPORT", number: event.destinationPort)
    }
    output.write("]\n")
    return true
  }
}
