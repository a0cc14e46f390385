package import NATModel

/// Writing `natlens.event/1`.
extension NatlensEvent {
  package func fields(writing event: Event) -> EventFields? { event.fields }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    output.write("{\"kind\":\"")
    output.write(string: event.kind.rawValue)
    output.write("\"")
    writeTimes(event, to: &output)
    if event.fields.contains(.proto) { output.write("proto", event.proto.rawValue) }
    writeEndpoints(event, to: &output)
    if event.fields.contains(.session) { output.write("session", event.session) }
    if event.fields.contains(.bytes) { output.write("bytes", event.bytes) }
    if event.fields.contains(.packets) { output.write("packets", event.packets) }
    if event.fields.contains(.confidence) {
      output.write(key: "confidence")
      output.write(tenThousandths: event.confidence)
    }
    if event.fields.contains(.subscriber) {
      output.write("subscriber", text: texts.bytes(of: event.subscriber))
    }
    if event.fields.contains(.host) { output.write("host", text: texts.bytes(of: event.host)) }
    if event.nameSource != .none {
      output.write(key: "source")
      output.write("\"")
      output.write(string: event.nameSource.rawValue)
      output.write("\"")
    }
    if event.realm != .none { output.write("realm", text: texts.bytes(of: event.realm)) }
    if event.exporter != .none { output.write("exporter", text: texts.bytes(of: event.exporter)) }
    if event.label != .none { output.write("label", text: texts.bytes(of: event.label)) }
    for (name, flag) in NatlensEvent.flags where event.fields.contains(flag) {
      output.write(key: name)
      output.write("true")
    }
    if Int(event.location.file) < files.count {
      output.write("file", text: files[Int(event.location.file)].utf8.map { $0 }[...])
    }
    if event.location.record > 0 { output.write("record", event.location.record) }
    output.write("}\n")
    return true
  }

  private func writeTimes(_ event: Event, to output: inout TextOutput) {
    let isWhole = event.kind == .session || event.kind == .flow
    if event.fields.contains(.start) {
      output.write(key: "start")
      output.write("\"")
      output.write(event.start, fractionDigits: NatlensEvent.digits(of: event.start))
      output.write("\"")
    }
    guard event.fields.contains(.time) else {
      if event.resolution != 0 { output.write("resolution", event.resolution) }
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
    output.write(key: isWhole ? "end" : "time")
    output.write("\"")
    output.write(event.time, fractionDigits: digits)
    output.write("\"")
    if shown.resolution != event.resolution || digits != shown.digits {
      output.write("resolution", event.resolution)
    }
  }

  private func writeEndpoints(_ event: Event, to output: inout TextOutput) {
    if event.fields.contains(.inside) { output.write("inside", event.inside) }
    if event.fields.contains(.insidePort) { output.write("inside_port", event.insidePort) }
    if event.fields.contains(.outside) { output.write("outside", event.outside) }
    if event.fields.contains(.outsidePort) { output.write("outside_port", event.outsidePort) }
    if event.fields.contains(.outsidePortLast) {
      output.write("outside_port_last", event.outsidePortLast)
    }
    if event.fields.contains(.destination) { output.write("destination", event.destination) }
    if event.fields.contains(.destinationPort) {
      output.write("destination_port", event.destinationPort)
    }
  }

  /// Fractional digits that an instant needs: 0, 3, 6 or 9.
  private static func digits(of time: Timestamp) -> Int {
    if time.nanoseconds % 1_000_000_000 == 0 { return 0 }
    if time.nanoseconds % 1_000_000 == 0 { return 3 }
    return time.nanoseconds % 1000 == 0 ? 6 : 9
  }
}

extension TextOutput {
  /// `,"key":`.
  fileprivate mutating func write(key: StaticString) {
    write(",\"")
    write(key)
    write("\":")
  }

  fileprivate mutating func write<Number: FixedWidthInteger & UnsignedInteger>(
    _ key: StaticString, _ number: Number
  ) {
    write(key: key)
    write(number)
  }

  fileprivate mutating func write(_ key: StaticString, _ address: IPAddress) {
    write(key: key)
    write("\"")
    write(address)
    write("\"")
  }

  fileprivate mutating func write(_ key: StaticString, text: ArraySlice<UInt8>) {
    write(key: key)
    writeJSONString(text)
  }
}
