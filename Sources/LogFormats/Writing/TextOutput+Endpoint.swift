import NATModel

/// Endpoints as most CGN logs print them.
extension TextOutput {
  /// `address:port`, an IPv6 address without brackets.
  mutating func write(_ address: IPAddress, colon port: UInt16) {
    write(address)
    write(byte: UInt8(ascii: ":"))
    write(port)
  }

  /// The name of a protocol in capitals (`ICMPV6`), or its number.
  mutating func write(capitals proto: TransportProtocol) {
    switch proto {
    case .tcp: write("TCP")
    case .udp: write("UDP")
    case .icmp: write("ICMP")
    case .icmpv6: write("ICMPV6")
    default: write(proto.rawValue)
    }
  }

  /// `<priority>time host `, the time in UTC with whole seconds; no host if none is known.
  mutating func writeHeader(_ priority: StaticString, _ event: Event, _ texts: TextTable) {
    write(priority)
    write(event.time, fractionDigits: 0)
    write(byte: 0x20)
    guard event.exporter != .none else { return }
    write(texts.bytes(of: event.exporter))
    write(byte: 0x20)
  }
}
