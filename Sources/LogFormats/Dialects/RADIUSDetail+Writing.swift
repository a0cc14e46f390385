package import NATModel

/// Writing records as FreeRADIUS does, in UTC; port ranges with the attributes of RFC 8045.
extension RADIUSDetail {
  package func fields(writing event: Event) -> EventFields? {
    switch event.kind {
    case .assignmentStart, .assignmentStop:
      var carried: EventFields = [.time, .inside, .subscriber]
      guard event.has(carried) else { return nil }
      if event.kind == .assignmentStop, event.has(.start), event.start <= event.time {
        carried.insert(.start)
      }
      return carried
    case .blockAllocate, .blockRelease, .blockInterim:
      let carried: EventFields = [.time, .inside, .outside, .outsidePort, .outsidePortLast]
      guard event.has(carried), event.inside.isIPv4, event.outside.isIPv4 else { return nil }
      return carried
    default: return nil
    }
  }

  package func write(_ event: Event, texts: TextTable, to output: inout TextOutput) -> Bool {
    guard let carried = fields(writing: event) else { return false }
    let seconds = event.time.floored(to: 1_000_000_000)
    output.writeClock(seconds)
    if carried.contains(.subscriber) {
      output.write("\tUser-Name = ")
      output.writeQuoted(texts.span(of: event.subscriber))
      output.write(
        "\tFramed-IP-Address = ", if: event.inside.isIPv4, else: "\tFramed-IPv6-Address = ")
      output.write(event.inside)
      output.write("\n")
    }
    if event.exporter != .none {
      output.write("\tNAS-Identifier = ")
      output.writeQuoted(texts.span(of: event.exporter))
    }
    output.write("\tAcct-Status-Type = ")
    switch event.kind {
    case .assignmentStop: output.write("Stop\n")
    case .assignmentStart: output.write("Start\n")
    default: output.write("Interim-Update\n")
    }
    if carried.contains(.outsidePort) { output.writeBlock(event) }
    if carried.contains(.start) {
      output.write("\tAcct-Session-Time = ")
      let length = seconds.since(event.start.floored(to: 1_000_000_000))
      output.write(UInt64(max(0, length)) / 1_000_000_000)
      output.write("\n")
    }
    output.write("\tTimestamp = ")
    output.write(UInt64(max(0, seconds.nanoseconds)) / 1_000_000_000)
    output.write("\n\n")
    return true
  }
}

extension TextOutput {
  /// `Tue Jun  9 00:03:48 2015`.
  fileprivate mutating func writeClock(_ time: Timestamp) {
    let names: StaticString = "ThuFriSatSunMonTueWed"
    let days = time.floored(to: 86_400_000_000_000).nanoseconds / 86_400_000_000_000
    let weekday = Int((days % 7 + 7) % 7)
    for offset in 0..<3 { write(byte: unsafe names.utf8Start[weekday * 3 + offset]) }
    let civil = time.civil
    write(" ")
    writeMonth(civil.month)
    write("  ", if: civil.day < 10, else: " ")
    write(UInt(civil.day))
    write(" ")
    writeTimeOfDay(civil.hour, civil.minute, civil.second)
    write(" ")
    write(UInt(clamping: civil.year), width: 4)
    write("\n")
  }

  /// A string in quotes and a line break; quotes, backslashes and line breaks escaped.
  fileprivate mutating func writeQuoted(_ text: Span<UInt8>) {
    write("\"")
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        write("\\")
        write(byte: byte)
      case 0x0a: write("\\n")
      case 0x0d: write("\\r")
      default: write(byte: byte)
      }
    }
    write("\"\n")
  }

  fileprivate mutating func writeBlock(_ event: Event) {
    write("\tIP-Port-Range-Int-IPv4-Addr = ")
    write(event.inside)
    write("\n\tIP-Port-Range-Ext-IPv4-Addr = ")
    write(event.outside)
    if event.kind != .blockInterim {
      write("\n\tIP-Port-Range-Alloc = ")
      write("Allocation", if: event.kind == .blockAllocate, else: "Deallocation")
    }
    write("\n\tIP-Port-Range-Range-Start = ")
    write(event.outsidePort)
    write("\n\tIP-Port-Range-Range-End = ")
    write(event.outsidePortLast)
    write("\n")
  }
}
