package import NATModel

/// Writing answers with serial and client, and leases, with an ISO stamp in UTC milliseconds.
extension Dnsmasq {
  package func fields(writing event: Event) -> EventFields? {
    let carried: EventFields =
      event.kind == .name
      ? [.time, .inside, .destination, .host] : [.time, .inside, .subscriber]
    return kinds.contains(event.kind) && event.has(carried) ? carried : nil
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard fields(writing: event) != nil else { return false }
    output.write(event.time, fractionDigits: 3)
    output.write(byte: 0x20)
    if event.exporter != .none {
      output.write(event.exporter, of: texts)
      output.write(byte: 0x20)
    }
    switch event.kind {
    case .name:
      output.write("dnsmasq[1]: ")
      output.write(event.location.record)
      output.write(byte: 0x20)
      output.write(event.inside)
      output.write("/0 reply ")
      output.write(event.host, of: texts)
      output.write(" is ")
      output.write(event.destination)
    default:
      output.write("dnsmasq-dhcp[1]: ")
      output.write("DHCPACK", if: event.kind == .assignmentStart, else: "DHCPRELEASE")
      output.write("(inside) ")
      output.write(event.inside)
      output.write(byte: 0x20)
      output.write(event.subscriber, of: texts)
    }
    output.write("\n")
    return true
  }
}
