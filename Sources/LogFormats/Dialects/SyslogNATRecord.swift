import NATModel

/// The record of draft-ietf-behave-syslog-nat-logging-06: one element of structured data.
///
/// ```
/// SADD [nsess SSUBIX="0" SVLAN="0" IATYP="IPv4" ISADDR="…" ISPORT="…" XATYP="IPv4" XSADDR="…"
///   XSPORT="…" PROTO="6" XDADDR="…" XDPORT="…"]
/// ```
///
/// `IS…` is the subscriber's endpoint, `XS…` the outside one, `XD…` the destination as seen outside
/// and `ID…` as the subscriber addresses it, which is printed where the two differ; it wins then.
struct SyslogNATRecord {
  /// What the message id and the element's name say.
  enum Shape { case session, mapping, range }

  var kind: EventKind
  var shape: Shape

  /// Passes over `app pid SADD [nsess `, which an RFC 5424 header stands before; `nil` for any other.
  @_lifetime(line: copy line)
  @inline(__always)
  static func readName(_ line: inout LineCursor) -> SyslogNATRecord? {
    var copy = line
    for _ in 0..<2 {
      copy.seek(to: copy.endOfToken())
      guard copy.skip(0x20) else { return nil }
    }
    let name = copy.position..<copy.endOfToken()
    copy.seek(to: name.upperBound)
    guard copy.skip(" ["), name.count >= 4 else { return nil }
    let shape: Shape
    if copy.skip("nsess ") {
      shape = .session
    } else if copy.skip("napmap ") {
      shape = .mapping
    } else if copy.skip("nprng ") {
      shape = .range
    } else {
      return nil
    }
    let isAdded: Bool
    switch line.shortWord(name.upperBound - 3..<name.upperBound) {
    case LineCursor.word("ADD"): isAdded = true
    case LineCursor.word("DEL"): isAdded = false
    default: return nil
    }
    line.seek(to: copy.position)
    if shape == .range {
      return SyslogNATRecord(kind: isAdded ? .blockAllocate : .blockRelease, shape: shape)
    }
    return SyslogNATRecord(kind: isAdded ? .sessionOpen : .sessionClose, shape: shape)
  }

  /// Reads the parameters into an event of this record's kind.
  ///
  /// Throws what is wrong with a value, and `missingField` without both addresses.
  @_lifetime(line: copy line)
  @inline(__always)
  func read(_ line: inout LineCursor, _ event: inout Event, _ context: inout LineContext)
    throws(LineFault)
  {
    var inner: (address: IPAddress, port: UInt16)?
    var quotes = ByteMarks(UInt8(ascii: "\""), from: line.position)
    while let parameter = line.readParameter(&quotes) {
      let value = parameter.value
      switch line.shortWord(parameter.key) {
      case LineCursor.word("ISADDR"):
        event.inside = try line.address(in: value)
        event.fields.insert(.inside)
      case LineCursor.word("ISPORT"):
        event.insidePort = try line.port(in: value)
        event.fields.insert(.insidePort)
      case LineCursor.word("XSADDR"):
        event.outside = try line.address(in: value)
        event.fields.insert(.outside)
      case LineCursor.word("XSPORT"):
        try readOutsidePort(line.part(value), &event)
      case LineCursor.word("XDADDR"):
        event.destination = try line.address(in: value)
        event.fields.insert(.destination)
      case LineCursor.word("XDPORT"):
        event.destinationPort = try line.port(in: value)
        event.fields.insert(.destinationPort)
      case LineCursor.word("IDADDR"): inner = (try line.address(in: value), inner?.port ?? 0)
      case LineCursor.word("IDPORT"):
        inner = (inner?.address ?? .unspecified, try line.port(in: value))
      case LineCursor.word("PROTO"):
        guard let proto = line.proto(named: value) else { throw LineFault(.malformedNumber) }
        event.proto = proto
        event.fields.insert(.proto)
      case LineCursor.word("SV6ENC"):
        event.realm = context.texts.intern(line.slice(value.lowerBound, value.upperBound))
        event.subscriber = event.realm
        event.fields.insert(.subscriber)
      case LineCursor.word("SVLAN"):
        guard !line.equals(value, "0") else { break }
        event.realm = context.texts.intern(line.slice(value.lowerBound, value.upperBound))
      case LineCursor.word("USERNAME"):
        guard !value.isEmpty else { break }
        event.subscriber = context.texts.intern(line.slice(value.lowerBound, value.upperBound))
        event.fields.insert(.subscriber)
      default: break
      }
    }
    if let inner, inner.address != .unspecified {
      event.destination = inner.address
      event.destinationPort = inner.port
      event.fields.formUnion([.destination, .destinationPort])
    }
    guard event.has([.inside, .outside]) else { throw LineFault(.missingField) }
    if shape == .range {
      guard event.has([.outsidePort, .outsidePortLast]) else { throw LineFault(.missingField) }
    }
    if !event.fields.contains(.destination) { event.fields.insert(.binding) }
  }

  /// A port, or for a range `first-last`.
  private func readOutsidePort(_ text: LineCursor, _ event: inout Event) throws(LineFault) {
    var text = text
    event.outsidePort = try text.readPort()
    event.fields.insert(.outsidePort)
    if shape == .range {
      guard text.skip(UInt8(ascii: "-")) else { throw LineFault(.missingField) }
      event.outsidePortLast = try text.readPort()
      guard event.outsidePort <= event.outsidePortLast else { throw LineFault(.portOutOfRange) }
      event.fields.insert(.outsidePortLast)
    }
    guard text.isAtEnd else { throw LineFault(.malformedPort) }
  }
}

extension TextOutput {
  /// `<134>1 time host NAT 1 name [element`.
  mutating func writeSyslogNATHeader(
    _ event: Event, fractionDigits: Int, _ texts: TextTable, _ name: StaticString
  ) {
    write("<134>1 ")
    write(event.time, fractionDigits: fractionDigits)
    write(byte: 0x20)
    writeName(event.exporter, texts)
    write(" NAT 1 ")
    write(name)
  }

  /// ` key="address"`; the key brings its blank.
  @inline(__always)
  mutating func write(parameter key: StaticString, _ address: IPAddress) {
    write(key)
    write("=\"")
    write(address)
    write("\"")
  }

  /// ` key="number"`; the key brings its blank.
  @inline(__always)
  mutating func write<Number: FixedWidthInteger & UnsignedInteger>(
    parameter key: StaticString, number: Number
  ) {
    write(key)
    write("=\"")
    write(number)
    write("\"")
  }
}
