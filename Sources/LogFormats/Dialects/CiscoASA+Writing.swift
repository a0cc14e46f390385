package import NATModel

/// Writing ASA messages, with the RFC 3339 stamp of `logging timestamp rfc5424`.
///
/// Lines read `<166>yyyy-mm-ddThh:mm:ssZ device : %ASA-6-…`; interfaces are called `inside` and
/// `outside`. That stamp states year and zone, which the default one does not.
extension CiscoASA {
  package func fields(writing event: Event) -> EventFields? {
    guard event.has([.time, .inside]) else { return nil }
    let translated: EventFields = [.inside, .outside]
    let ports: EventFields = [.insidePort, .outsidePort]
    let isICMP = event.proto == .icmp
    var carried: EventFields = [.time]
    switch event.kind {
    case .sessionOpen where event.fields.contains(.destination):
      carried.formUnion(translated.union([.destination, .proto]).union(ports))
      if !isICMP { carried.formUnion([.destinationPort, .session]) }
    case .sessionClose where event.fields.contains(.destination):
      carried.formUnion([.inside, .insidePort, .destination, .proto])
      if isICMP {
        carried.formUnion([.outside, .outsidePort])
      } else {
        carried.formUnion([.destinationPort, .session, .start])
        carried.formUnion(event.fields.intersection(.bytes))
        // A teardown names two addresses and leaves it to them which is inside.
        guard event.inside.isInsideRange || !event.destination.isInsideRange else { return nil }
      }
    case .sessionOpen, .sessionClose:
      carried.formUnion(translated.union(.binding))
      if event.has(ports) { carried.formUnion(ports.union(.proto)) }
      if event.kind == .sessionClose { carried.insert(.start) }
    case .blockAllocate, .blockRelease, .blockInterim:
      carried.formUnion(translated.union([.outsidePort, .outsidePortLast, .binding]))
      carried.formUnion(event.fields.intersection(.proto))
      if event.kind == .blockInterim { carried.insert(.proto) }
      guard event.outsidePort <= event.outsidePortLast else { return nil }
    default: return nil
    }
    guard event.has(carried.subtracting(.binding)) else { return nil }
    if carried.contains(.proto) {
      let allowsICMP = !event.kind.isSession || isICMP || !carried.contains(.destination)
      guard event.proto == .tcp || event.proto == .udp || isICMP && allowsICMP else { return nil }
    }
    if isICMP && !event.inside.isIPv4 { return nil }
    return carried.union(event.fields.intersection(.subscriber))
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.write("<166>")
    output.write(event.time, fractionDigits: 0)
    output.write(byte: 0x20)
    if event.exporter != .none {
      output.write(event.exporter, of: texts)
      output.write(byte: 0x20)
    }
    output.write(": %ASA-6-")
    let user = carried.contains(.subscriber) ? event.subscriber : .none
    if event.kind.isSession {
      if carried.contains(.binding) {
        writeTranslation(event, carried, user, texts, to: &output)
      } else if event.proto == .icmp {
        writeICMP(event, user, texts, to: &output)
      } else {
        writeConnection(event, carried, user, texts, to: &output)
      }
    } else {
      writeBlock(event, carried, user, texts, to: &output)
    }
    output.write(byte: 0x0a)
    return true
  }

  private func writeConnection(
    _ event: Event, _ carried: EventFields, _ user: TextID, _ texts: TextTable,
    to output: inout TextOutput
  ) {
    let isOpen = event.kind == .sessionOpen
    let isTCP = event.proto == .tcp
    switch (isOpen, isTCP) {
    case (true, true): output.write("302013: Built outbound TCP connection ")
    case (true, false): output.write("302015: Built outbound UDP connection ")
    case (false, true): output.write("302014: Teardown TCP connection ")
    case (false, false): output.write("302016: Teardown UDP connection ")
    }
    output.write(event.session)
    output.write(" for outside:")
    output.write(event.destination, event.destinationPort)
    if isOpen {
      output.write(" (")
      output.write(event.destination, event.destinationPort)
      output.write(")")
    }
    output.write(" to inside:")
    output.write(event.inside, event.insidePort)
    if isOpen {
      output.write(" (")
      output.write(event.outside, event.outsidePort)
      output.write(")")
    }
    output.write(user: user, texts)
    guard !isOpen else { return }
    writeDuration(event, to: &output)
    guard carried.contains(.bytes) else { return }
    output.write(" bytes ")
    output.write(event.bytes)
  }

  private func writeICMP(
    _ event: Event, _ user: TextID, _ texts: TextTable, to output: inout TextOutput
  ) {
    output.write(
      "302020: Built outbound",
      if:
        event.kind == .sessionOpen, else: "302021: Teardown")
    output.write(" ICMP connection for faddr ")
    output.write(event.destination, 0)
    output.write(" gaddr ")
    output.write(event.outside, event.outsidePort)
    output.write(" laddr ")
    output.write(event.inside, event.insidePort)
    output.write(user: user, texts)
    output.write(" type 8 code 0")
  }

  private func writeTranslation(
    _ event: Event, _ carried: EventFields, _ user: TextID, _ texts: TextTable,
    to output: inout TextOutput
  ) {
    let isOpen = event.kind == .sessionOpen
    let hasPorts = carried.contains(.insidePort)
    output.write(isOpen ? (hasPorts ? "305011" : "305009") : (hasPorts ? "305012" : "305010"))
    output.write(": Built dynamic ", if: isOpen, else: ": Teardown dynamic ")
    if hasPorts { writeProtocol(event, to: &output) }
    output.write("translation from inside:")
    output.write(event.inside)
    if hasPorts { output.write(port: event.insidePort) }
    output.write(user: user, texts)
    output.write(" to outside:")
    output.write(event.outside)
    if hasPorts { output.write(port: event.outsidePort) }
    if !isOpen { writeDuration(event, to: &output) }
  }

  private func writeBlock(
    _ event: Event, _ carried: EventFields, _ user: TextID, _ texts: TextTable,
    to output: inout TextOutput
  ) {
    switch event.kind {
    case .blockAllocate: output.write("305014: Allocated ")
    case .blockRelease: output.write("305015: Released ")
    default: output.write("305017: Pba-interim-logging: Active ")
    }
    if carried.contains(.proto) { writeProtocol(event, to: &output) }
    output.write("block of ports for translation from inside:")
    output.write(event.inside)
    output.write(user: user, texts)
    output.write(" to outside:")
    output.write(event.outside, event.outsidePort)
    output.write("-")
    output.write(event.outsidePortLast)
  }

  private func writeProtocol(_ event: Event, to output: inout TextOutput) {
    output.write(event.proto == .tcp ? "TCP " : event.proto == .udp ? "UDP " : "ICMP ")
  }

  private func writeDuration(_ event: Event, to output: inout TextOutput) {
    output.write(" duration ")
    output.writeDuration(seconds: TextOutput.seconds(from: event.start, to: event.time))
  }
}

extension EventKind {
  /// True for the two kinds that ASA writes for connections and translations.
  fileprivate var isSession: Bool { self == .sessionOpen || self == .sessionClose }
}

extension TextOutput {
  @inline(__always)
  fileprivate mutating func write(port: UInt16) {
    write(byte: UInt8(ascii: "/"))
    write(port)
  }

  /// `address/port`.
  @inline(__always)
  fileprivate mutating func write(_ address: IPAddress, _ port: UInt16) {
    write(address)
    write(port: port)
  }

  /// `(user)`, if there is one.
  @inline(__always)
  fileprivate mutating func write(user: TextID, _ texts: TextTable) {
    guard user.rawValue != 0 else { return }
    write(byte: UInt8(ascii: "("))
    write(user, of: texts)
    write(byte: UInt8(ascii: ")"))
  }
}
