import NATModel

/// Endpoints as most CGN logs print them.
extension TextOutput {
  /// `address:port`, an IPv6 address without brackets.
  @inline(__always)
  mutating func write(_ address: IPAddress, colon port: UInt16) {
    write(address)
    write(byte: UInt8(ascii: ":"))
    write(port)
  }

  /// The name of a protocol in capitals (`ICMPV6`), or its number.
  @inline(__always)
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
  @inline(__always)
  mutating func writeHeader(_ priority: StaticString, _ event: Event, _ texts: TextTable) {
    write(priority)
    write(event.time, fractionDigits: 0)
    write(byte: 0x20)
    guard event.exporter != .none else { return }
    write(event.exporter, of: texts)
    write(byte: 0x20)
  }

  /// Appends `a.b.c.d:port`, or `[v6]:port`.
  @inline(__always)
  mutating func writeColonEndpoint(_ address: IPAddress, _ port: UInt16) {
    if address.isIPv4 {
      write(address)
    } else {
      write("[")
      write(address)
      write("]")
    }
    write(":")
    write(port)
  }

  /// Appends a device's name, or the `-` that stands for none in RFC 5424.
  @inline(__always)
  mutating func writeName(_ name: TextID, _ texts: TextTable) {
    if name == .none {
      write("-")
    } else {
      write(name, of: texts)
    }
  }

  /// Appends a time in UTC, the device's name if there is one, each with a blank after it.
  @inline(__always)
  mutating func writeHeader(
    _ event: Event, fractionDigits: Int, texts: TextTable
  ) {
    write(event.time, fractionDigits: fractionDigits)
    write(byte: 0x20)
    guard event.exporter != .none else { return }
    write(event.exporter, of: texts)
    write(byte: 0x20)
  }
}
