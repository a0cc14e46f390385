import NATModel

/// Endpoints with a colon before the port.
extension TextOutput {
  /// Appends `a.b.c.d:port`, or `[v6]:port`.
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
  mutating func writeName(_ name: TextID, _ texts: TextTable) {
    if name == .none {
      write("-")
    } else {
      write(texts.bytes(of: name))
    }
  }

  /// Appends a time in UTC, the device's name if there is one, each with a blank after it.
  mutating func writeHeader(
    _ event: Event, fractionDigits: Int, texts: TextTable
  ) {
    write(event.time, fractionDigits: fractionDigits)
    write(byte: 0x20)
    guard event.exporter != .none else { return }
    write(texts.bytes(of: event.exporter))
    write(byte: 0x20)
  }
}
