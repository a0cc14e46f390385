package import NATModel

/// Writing the combined format with the client's port, and with host and server where known.
extension AccessLog {
  package func fields(writing event: Event) -> EventFields? {
    guard event.kind == .request, event.has([.time, .outside]) else { return nil }
    let server: EventFields = [.host, .destination, .destinationPort]
    var carried: EventFields = [.time, .proto, .outside]
    let isKnown = event.proto == .tcp || event.proto == .udp
    guard !event.fields.contains(.proto) || isKnown else { return nil }
    carried.formUnion(event.fields.intersection(.outsidePort))
    if event.has(server) { carried.formUnion(server) }
    return carried
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    output.write(
      event.outside, carried.contains(.outsidePort) ? event.outsidePort : nil)
    output.write(" - - [")
    let civil = event.time.civil
    output.write(UInt(civil.day), width: 2)
    output.write("/")
    output.writeMonth(civil.month)
    output.write("/")
    output.write(UInt(clamping: civil.year), width: 4)
    output.write(":")
    output.writeTimeOfDay(civil.hour, civil.minute, civil.second)
    output.write(" +0000] \"GET ")
    output.writePath(texts.span(of: event.label))
    output.write(" HTTP/3.0", if: event.proto == .udp, else: " HTTP/1.1")
    output.write("\" 200 0 \"-\" \"-\"")
    if carried.contains(.host) {
      output.write(" \"")
      output.write(event.host, of: texts)
      output.write("\" \"")
      output.write(event.destination, event.destinationPort)
      output.write("\"")
    }
    output.write("\n")
    return true
  }
}

extension TextOutput {
  /// `addr`, `addr:port` or `[v6]:port`.
  fileprivate mutating func write(_ address: IPAddress, _ port: UInt16?) {
    let isBracketed = !address.isIPv4 && port != nil
    if isBracketed { write("[") }
    write(address)
    if isBracketed { write("]") }
    guard let port else { return }
    write(":")
    write(port)
  }

  /// A path, with blanks, quotes and what is not printable as `%xx`; `/` for none.
  fileprivate mutating func writePath(_ path: Span<UInt8>) {
    if path.isEmpty { write("/") }
    for index in path.indices {
      let byte = path[index]
      if byte > 0x20, byte < 0x7f, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"),
        byte != UInt8(ascii: "?")
      {
        write(byte: byte)
      } else {
        write("%")
        for digit in [byte >> 4, byte & 15] {
          write(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
      }
    }
  }
}
