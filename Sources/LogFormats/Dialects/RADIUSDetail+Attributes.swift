import NATModel

/// The attributes of a record.
extension RADIUSDetail {
  /// What is read of one record.
  struct Attributes {
    /// What an accounting record is about (RFC 2866 section 5.1).
    enum Status {
      case start, stop, interim
    }

    /// One range of ports, as far as it was stated.
    struct Block {
      var inside: IPAddress?
      var outside: IPAddress?
      var first: UInt16?
      var last: UInt16?
      /// What `IP-Port-Alloc` says.
      var isAllocated: Bool?

      /// True if it is more than an address.
      var hasPorts: Bool { first != nil || last != nil }
    }

    /// More ranges in one record are not kept.
    private static let mostBlocks = 64

    /// The first line.
    var clock: ClockText?
    private(set) var status: Status?
    private(set) var addresses: [IPAddress] = []
    private(set) var sessionSeconds: UInt64?
    private(set) var blocks: [Block] = []
    private var user: [UInt8]?
    private var caller: [UInt8]?
    private var device: [UInt8]?
    private var deviceAddress: [UInt8]?
    private var arrival: Timestamp?
    private var happened: Timestamp?
    private var block = Block()

    /// The user, else the calling station.
    var subscriber: [UInt8]? { user ?? caller }
    /// The device's name, else its address.
    var exporter: [UInt8]? { device ?? deviceAddress }

    /// Reads a line `name = value`; other lines are passed over.
    mutating func read(_ line: LineCursor) throws(LineFault) {
      var line = line
      line.skipBlanks()
      let name = line.position..<line.endOfToken()
      line.seek(to: name.upperBound)
      guard !name.isEmpty, line.skip(" = ") else { return }
      let value = RADIUSDetail.value(line)
      if line.equals(name, "User-Name") {
        user = text(line, value)
      } else if line.equals(name, "Calling-Station-Id") {
        caller = text(line, value)
      } else if line.equals(name, "NAS-Identifier") {
        device = text(line, value)
      } else if line.equals(name, "NAS-IP-Address") {
        deviceAddress = text(line, value)
      } else if line.equals(name, "Acct-Status-Type") {
        status = RADIUSDetail.status(line, value)
      } else if line.equals(name, "Acct-Session-Time") {
        sessionSeconds = try line.number(in: value)
      } else if line.equals(name, "Timestamp") {
        arrival = try RADIUSDetail.epoch(line, value)
      } else if line.equals(name, "Event-Timestamp") {
        happened = try RADIUSDetail.eventTime(line, value)
      } else if line.equals(name, "Framed-IP-Address") || line.equals(name, "Framed-IPv6-Address") {
        let address = try line.address(in: value)
        // 255.255.255.254 and .255 ask for an address (RFC 2865 section 5.8).
        if !(address.isIPv4 && address.ipv4 >= 0xffff_fffe), !addresses.contains(address) {
          addresses.append(address)
        }
      } else {
        try readBlock(line, name, value)
      }
    }

    /// Reads the attributes of port ranges, by the end of their names: each vendor has its prefix.
    private mutating func readBlock(_ line: LineCursor, _ name: Range<Int>, _ value: Range<Int>)
      throws(LineFault)
    {
      if line.hasSuffix(name, "Int-IPv4-Addr") || line.hasSuffix(name, "vCGNAT-Inside-Addr") {
        if block.inside != nil { try endBlock() }
        block.inside = try line.address(in: value)
      } else if line.hasSuffix(name, "Ext-IPv4-Addr") || line.hasSuffix(name, "-NAT-Public-Address")
        || line.hasSuffix(name, "-NAT-IP-Address") || line.hasSuffix(name, "vCGNAT-Nat-Addr")
        || line.hasSuffix(name, "vCGNAT-NAT-Addr")
      {
        if block.outside != nil { try endBlock() }
        block.outside = try line.address(in: value)
      } else if line.hasSuffix(name, "Range-Start") || line.hasSuffix(name, "-NAT-Start-Port")
        || line.hasSuffix(name, "-NAT-Port-Start")
      {
        if block.first != nil { try endBlock() }
        block.first = try line.port(in: value)
      } else if line.hasSuffix(name, "Range-End") || line.hasSuffix(name, "-NAT-End-Port")
        || line.hasSuffix(name, "-NAT-Port-End")
      {
        if block.last != nil { try endBlock() }
        block.last = try line.port(in: value)
      } else if line.hasSuffix(name, "Port-Alloc") || line.hasSuffix(name, "Range-Alloc") {
        if block.isAllocated != nil { try endBlock() }
        block.isAllocated =
          line.equals(value, "1") || line.equals(value, "Allocation")
          ? true : line.equals(value, "2") || line.equals(value, "Deallocation") ? false : nil
      } else if line.equals(name, "Alc-Nat-Port-Range") || line.equals(name, "Alc-NAT-Port-Range") {
        try endBlock()
        try readNokia(line.part(value))
        try endBlock()
      }
    }

    /// `address first-last router`.
    private mutating func readNokia(_ value: LineCursor) throws(LineFault) {
      var value = value
      block.outside = try value.readAddress(before: 0x20)
      value.skipBlanks()
      block.first = try value.readPort()
      guard value.skip(UInt8(ascii: "-")) else { throw LineFault(.malformedRecord) }
      block.last = try value.readPort()
      guard value.isAtEnd || value.peek() == 0x20 else { throw LineFault(.malformedPort) }
    }

    /// Ends the range being read, if there is one: an attribute came a second time, or the end.
    mutating func endBlock() throws(LineFault) {
      if block.hasPorts {
        guard blocks.count < Attributes.mostBlocks else { throw LineFault(.malformedRecord) }
        blocks.append(block)
      }
      block = Block()
    }

    /// Sets the time of an event; throws `missingField` without any.
    func setTime(_ event: inout Event, by rules: TimeRules) throws(LineFault) {
      if let time = arrival ?? happened {
        event.time = time
        event.resolution = 1_000_000_000
        event.fields.insert(.time)
      } else if let clock {
        try clock.set(&event, by: rules)
      } else {
        throw LineFault(.missingField)
      }
    }

    private func text(_ line: LineCursor, _ range: Range<Int>) -> [UInt8]? {
      let bytes = RADIUSDetail.unescaped(line, range)
      return bytes.isEmpty ? nil : bytes
    }
  }

  /// The value up to the blanks at the end of the line, without its quotes.
  static func value(_ line: LineCursor) -> Range<Int> {
    var end = line.end
    while end > line.position, line.byte(at: end - 1) == 0x20 || line.byte(at: end - 1) == 0x09 {
      end -= 1
    }
    let quote = UInt8(ascii: "\"")
    let isQuoted =
      end - line.position >= 2 && line.peek() == quote && line.byte(at: end - 1) == quote
    return isQuoted ? line.position + 1..<end - 1 : line.position..<end
  }

  /// The bytes of a value; `\"`, `\\`, `\n`, `\r`, `\t` and octal escapes resolved.
  static func unescaped(_ line: LineCursor, _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = line.byte(at: index)
      index += 1
      guard byte == UInt8(ascii: "\\"), index < range.upperBound else {
        result.append(byte)
        continue
      }
      var digits = line.part(index..<min(index + 3, range.upperBound))
      if digits.end - index == 3, let octal = digits.readDigits(3), octal <= 377,
        octal % 10 < 8, octal / 10 % 10 < 8
      {
        result.append(UInt8(octal / 100 * 64 + octal / 10 % 10 * 8 + octal % 10))
        index += 3
        continue
      }
      switch line.byte(at: index) {
      case UInt8(ascii: "n"): result.append(0x0a)
      case UInt8(ascii: "r"): result.append(0x0d)
      case UInt8(ascii: "t"): result.append(0x09)
      default: result.append(line.byte(at: index))
      }
      index += 1
    }
    return result
  }

  fileprivate static func status(_ line: LineCursor, _ value: Range<Int>) -> Attributes.Status? {
    if line.equals(value, "Start") || line.equals(value, "1") { return .start }
    if line.equals(value, "Stop") || line.equals(value, "2") { return .stop }
    if line.equals(value, "Interim-Update") || line.equals(value, "Alive")
      || line.equals(value, "3")
    {
      return .interim
    }
    return nil
  }

  fileprivate static func epoch(_ line: LineCursor, _ value: Range<Int>) throws(LineFault)
    -> Timestamp
  {
    var part = line.part(value)
    let time = try part.readEpoch().time
    guard part.isAtEnd else { throw LineFault(.malformedTime) }
    return time
  }

  /// Seconds, or `Jun  9 2015 00:03:47 UTC`; `nil` with the name of another zone.
  fileprivate static func eventTime(_ line: LineCursor, _ value: Range<Int>) throws(LineFault)
    -> Timestamp?
  {
    guard line.byte(at: value.lowerBound) &- UInt8(ascii: "A") < 26 else {
      return try epoch(line, value)
    }
    var part = line.part(value)
    guard let (clock, end) = ClockText.readMonthFirst(part), let year = clock.year else {
      return nil
    }
    part.seek(to: end)
    guard part.has(" UTC") || part.has(" GMT") else { return nil }
    return Timestamp(
      year: year, month: clock.month, day: clock.day, hour: clock.hour, minute: clock.minute,
      second: clock.second)
  }
}

extension LineCursor {
  /// True if a part of the line ends in a text.
  fileprivate func hasSuffix(_ range: Range<Int>, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    return range.count >= count
      && ByteSearch.matches(text, in: bytes, at: range.upperBound - count, to: end)
  }
}
