package import NATModel

/// Writing `natlens.event/1`.
extension NatlensEvent {
  package func fields(writing event: Event) -> EventFields? { event.fields }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    let fields = event.fields
    output.write("{\"kind\":\"")
    output.write(event.kind)
    output.write("\"")
    writeTimes(event, to: &output)
    if fields.contains(.proto) { output.write(",\"proto\":", event.proto.rawValue) }
    writeEndpoints(event, to: &output)
    if fields.contains(.session) { output.write(",\"session\":", event.session) }
    if fields.contains(.bytes) { output.write(",\"bytes\":", event.bytes) }
    if fields.contains(.packets) { output.write(",\"packets\":", event.packets) }
    if fields.contains(.confidence) {
      output.write(",\"confidence\":")
      output.write(tenThousandths: event.confidence)
    }
    if fields.contains(.subscriber) {
      output.write(",\"subscriber\":")
      output.writeJSONString(texts.span(of: event.subscriber))
    }
    if fields.contains(.host) {
      output.write(",\"host\":")
      output.writeJSONString(texts.span(of: event.host))
    }
    writeOrigin(event, texts, to: &output)
    if fields.intersection(NatlensEvent.anyFlag).rawValue != 0 { writeFlags(event, to: &output) }
    if files.contains(event.location.file) {
      output.write(",\"file\":")
      files.write(event.location.file, to: &output)
    }
    if event.location.record > 0 { output.write(",\"record\":", event.location.record) }
    output.write("}\n")
    return true
  }

  @inline(__always)
  private func writeTimes(_ event: Event, to output: inout TextOutput) {
    if event.fields.contains(.start) {
      output.write(",\"start\":\"")
      output.write(event.start)
      output.write("\"")
    }
    guard event.fields.contains(.time) else {
      if event.resolution != 0 { output.write(",\"resolution\":", event.resolution) }
      return
    }
    let shown: (digits: Int, resolution: UInt32) =
      switch event.resolution {
      case 1_000_000_000: (0, 1_000_000_000)
      case 1_000_000: (3, 1_000_000)
      case 1000: (6, 1000)
      default: (9, 1)
      }
    let digits = max(shown.digits, NatlensEvent.digits(of: event.time))
    let isWhole = event.kind == .session || event.kind == .flow
    if isWhole { output.write(",\"end\":\"") } else { output.write(",\"time\":\"") }
    output.write(event.time, fractionDigits: digits)
    output.write("\"")
    if shown.resolution != event.resolution || digits != shown.digits {
      output.write(",\"resolution\":", event.resolution)
    }
  }

  @inline(__always)
  private func writeEndpoints(_ event: Event, to output: inout TextOutput) {
    let fields = event.fields
    if fields.contains(.inside) { output.write(",\"inside\":\"", event.inside) }
    if fields.contains(.insidePort) { output.write(",\"inside_port\":", event.insidePort) }
    if fields.contains(.outside) { output.write(",\"outside\":\"", event.outside) }
    if fields.contains(.outsidePort) { output.write(",\"outside_port\":", event.outsidePort) }
    if fields.contains(.outsidePortLast) {
      output.write(",\"outside_port_last\":", event.outsidePortLast)
    }
    if fields.contains(.destination) { output.write(",\"destination\":\"", event.destination) }
    if fields.contains(.destinationPort) {
      output.write(",\"destination_port\":", event.destinationPort)
    }
  }

  /// Writes how a name was seen, and where the event comes from.
  @inline(__always)
  private func writeOrigin(_ event: Event, _ texts: TextTable, to output: inout TextOutput) {
    if event.nameSource != .none {
      output.write(",\"source\":\"")
      output.write(event.nameSource)
      output.write("\"")
    }
    if event.realm.rawValue != 0 {
      output.write(",\"realm\":")
      output.writeJSONString(texts.span(of: event.realm))
    }
    if event.exporter.rawValue != 0 {
      output.write(",\"exporter\":")
      output.writeJSONString(texts.span(of: event.exporter))
    }
    if event.label.rawValue != 0 {
      output.write(",\"label\":")
      output.writeJSONString(texts.span(of: event.label))
    }
  }

  private func writeFlags(_ event: Event, to output: inout TextOutput) {
    for (name, flag) in NatlensEvent.flags where event.fields.contains(flag) {
      output.write(",\"")
      output.write(name)
      output.write("\":true")
    }
  }

  /// Fractional digits that an instant needs: 0, 3, 6 or 9.
  @inline(__always)
  private static func digits(of time: Timestamp) -> Int {
    if time.nanoseconds % 1_000_000_000 == 0 { return 0 }
    if time.nanoseconds % 1_000_000 == 0 { return 3 }
    return time.nanoseconds % 1000 == 0 ? 6 : 9
  }
}

extension TextOutput {
  /// `,"key":number`.
  @inline(__always)
  fileprivate mutating func write<Number: FixedWidthInteger & UnsignedInteger>(
    _ key: StaticString, _ number: Number
  ) {
    write(key)
    write(number)
  }

  /// `,"key":"address"`; the key brings the first quote.
  @inline(__always)
  fileprivate mutating func write(_ key: StaticString, _ address: IPAddress) {
    write(key)
    write(address)
    write("\"")
  }
}
