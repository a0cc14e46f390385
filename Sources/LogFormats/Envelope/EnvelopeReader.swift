import NATModel

/// Reads the headers that collectors and devices put in front of a record.
///
/// Forms read, alone or one inside the other:
/// - `<PRI>`, also with an RFC 6587 octet count before it, or a colon after it (Cisco EMBLEM);
/// - RFC 3164 `Mon dd hh:mm:ss host`, also without PRI or host, with doubled blanks, with a year
///   before the month, before the time or after it, and as Cisco writes it (`seq: host: *Mon dd hh:mm:ss.mmm
///   ZONE:`, `Mon dd yyyy hh:mm:ss host :`);
/// - RFC 5424 `1 time host`, also with the date in blanks as Cisco IOS XR and Huawei write it;
/// - an ISO 8601 stamp and a host in front of any of them.
///
/// Where headers are nested, the innermost time and host win: they are the device's own. Zone names
/// other than `UTC`, `GMT` and `Z` are ambiguous and count as not stated.
struct EnvelopeReader {
  private var clock: ClockText?
  /// The device's name in the line, or an empty range.
  private(set) var host = 0..<0
  /// First byte after time and host.
  private(set) var tag = 0
  /// First byte after a tag that ends in a colon.
  private(set) var message = 0
  /// One past the last byte that the outcome depends on.
  private(set) var looked = 0

  /// Reads the headers at the front of a line.
  init(_ line: LineCursor) {
    var line = line
    line.skipBlanks()
    tag = line.position
    message = line.position
    // A record is rarely wrapped more than twice (device, relay, collector).
    for _ in 0..<3 {
      look(line.position + 1)
      guard readHeader(&line) else { break }
      tag = line.position
      message = readTag(line)
      line.seek(to: message)
      guard startsHeader(line) else { break }
    }
  }

  /// The envelope, its time completed by the rules and its host interned.
  func envelope(_ line: LineCursor, rules: TimeRules, texts: inout TextTable) -> Envelope {
    var envelope = Envelope()
    envelope.tag = tag - line.position
    envelope.message = message - line.position
    envelope.exporter = texts.intern(line.slice(host.lowerBound, host.upperBound))
    guard let clock else { return envelope }
    if let (time, assumed) = clock.resolved(by: rules) {
      envelope.time = time
      envelope.resolution = clock.resolution
      envelope.fields = assumed.union(.time)
    } else {
      envelope.isTimeImpossible = true
    }
    return envelope
  }

  private mutating func look(_ index: Int) { looked = max(looked, index) }

  /// True if a further header may begin here; cheap, and wrong only towards trying.
  private mutating func startsHeader(_ line: LineCursor) -> Bool {
    look(line.position + 1)
    let byte = line.peek()
    if byte == UInt8(ascii: "<") || byte &- UInt8(ascii: "0") < 10 { return true }
    guard byte &- UInt8(ascii: "A") < 26 else { return false }
    look(line.position + 4)
    return ClockText.monthNumber(line.word(at: line.position)) != nil
  }

  /// Reads one header; false, with the position where it was, if there is none.
  @_lifetime(line: copy line)
  private mutating func readHeader(_ line: inout LineCursor) -> Bool {
    let start = line.position
    skipOctetCount(&line)
    let hasPriority = skipPriority(&line)
    if hasPriority {
      // EMBLEM, and IOS without a sequence number.
      _ = line.skip(UInt8(ascii: ":"))
      line.skipBlanks()
    }
    let afterPriority = line.position
    if line.skip("1 "), readVersion1(&line) { return true }
    line.seek(to: afterPriority)
    if readStampAndHost(&line) { return true }
    line.seek(to: hasPriority ? afterPriority : start)
    return hasPriority
  }

  /// `123 <134>…` (RFC 6587 octet counting left in a file).
  @_lifetime(line: copy line)
  private mutating func skipOctetCount(_ line: inout LineCursor) {
    var copy = line
    guard (try? copy.readNumber()) != nil, copy.skip(0x20), copy.peek() == UInt8(ascii: "<") else {
      look(copy.position + 1)
      return
    }
    line.seek(to: copy.position)
  }

  @_lifetime(line: copy line)
  private mutating func skipPriority(_ line: inout LineCursor) -> Bool {
    var copy = line
    guard copy.skip(UInt8(ascii: "<")), let priority = try? copy.readNumber(), priority < 1000,
      copy.skip(UInt8(ascii: ">"))
    else { return false }
    line.seek(to: copy.position)
    look(line.position + 2)
    return true
  }

  /// The rest of an RFC 5424 header after the version: time, host.
  @_lifetime(line: copy line)
  private mutating func readVersion1(_ line: inout LineCursor) -> Bool {
    if let (read, end) = ClockText.readISO(line) ?? ClockText.readMonthFirst(line)
      ?? ClockText.readBracketed(line)
    {
      clock = read
      line.seek(to: end)
    } else {
      guard line.skip("- ") else {
        look(line.position + 32)
        return false
      }
      line.advance(by: -1)
    }
    guard line.skip(0x20) else { return false }
    line.skipBlanks()
    let end = line.endOfToken()
    if !(end - line.position == 1 && line.peek() == UInt8(ascii: "-")) {
      host = line.position..<end
    }
    line.seek(to: end)
    line.skipBlanks()
    look(line.position + 1)
    return true
  }

  /// A time without a version before it, and the host after it.
  @_lifetime(line: copy line)
  private mutating func readStampAndHost(_ line: inout LineCursor) -> Bool {
    let sequenceHost = skipSequence(&line)
    if line.peek() == UInt8(ascii: "*") || line.peek() == UInt8(ascii: ".") { line.advance(by: 1) }
    var read: ClockText
    if let (stamp, end) = ClockText.readISO(line) {
      read = stamp
      line.seek(to: end)
      look(end + 7)  // an offset that is cut short is no offset
    } else if let (stamp, end) = ClockText.readMonthFirst(line) {
      read = stamp
      line.seek(to: end)
      if read.year == nil { readYear(&line, &read) }
      skipZoneName(&line, &read)
    } else {
      look(line.position + 24)
      return false
    }
    clock = read
    look(line.position + 2)
    if !sequenceHost.isEmpty { host = sequenceHost }
    if line.skip(UInt8(ascii: ":")) {
      line.skipBlanks()
      look(line.position + 1)
      // `stamp: %ASA-…`: what follows the colon is the message, unless a name and a colon do.
      guard line.peek() != UInt8(ascii: "%") else { return true }
    } else {
      guard line.peek() == 0x20 || line.isAtEnd else { return true }
      line.skipBlanks()
    }
    readHost(&line)
    return true
  }

  /// ` 2019` after the time, as Comware writes it; a blank follows.
  @_lifetime(line: copy line)
  private mutating func readYear(_ line: inout LineCursor, _ clock: inout ClockText) {
    var copy = line
    look(line.position + 6)
    guard copy.skip(0x20), let year = copy.readDigits(4), year >= 1970, year < 2100,
      copy.peek() == 0x20
    else { return }
    clock.year = year
    line.seek(to: copy.position)
  }

  /// ` AEST:` after a Cisco time.
  @_lifetime(line: copy line)
  private mutating func skipZoneName(_ line: inout LineCursor, _ clock: inout ClockText) {
    var copy = line
    guard copy.skip(0x20) else { return }
    let start = copy.position
    while copy.position - start < 6, (copy.peek() | 0x20) &- UInt8(ascii: "a") < 26 {
      copy.advance(by: 1)
    }
    look(copy.position + 1)
    guard copy.position > start, copy.peek() == UInt8(ascii: ":") else { return }
    var name = line
    name.seek(to: start)
    if name.has("UTC:") || name.has("GMT:") || name.has("Z:") || name.has("utc:")
      || name.has("gmt:")
    {
      clock.offset = 0
    }
    line.seek(to: copy.position)
  }

  /// `2361044: sw01: ` before a Cisco time: a sequence number, then perhaps a name.
  @_lifetime(line: copy line)
  private mutating func skipSequence(_ line: inout LineCursor) -> Range<Int> {
    var copy = line
    guard (try? copy.readNumber()) != nil, copy.skip(": ") else {
      look(copy.position + 2)
      return 0..<0
    }
    let start = copy.position
    let end = copy.endOfToken()
    look(end + 2)
    if end - start > 1, copy.byte(at: end - 1) == UInt8(ascii: ":"), isName(copy, start, end - 1) {
      copy.seek(to: end)
      copy.skipBlanks()
      look(copy.position + 4)
      line.seek(to: copy.position)
      return start..<end - 1
    }
    line.seek(to: start)
    return 0..<0
  }

  /// The device's name, unless the next word is a tag, a topic list or the message.
  @_lifetime(line: copy line)
  private mutating func readHost(_ line: inout LineCursor) {
    let start = line.position
    let end = line.endOfToken()
    var next = line
    next.seek(to: end)
    next.skipBlanks()
    look(next.position + 1)
    guard end > start else { return }
    if line.byte(at: end - 1) == UInt8(ascii: ":") {
      // `dev01: %ASA-…` names a device; `sshd[1]: …` and `RT_FLOW: …` are tags.
      guard next.peek() == UInt8(ascii: "%"), isName(line, start, end - 1) else { return }
      host = start..<end - 1
    } else {
      guard !next.isAtEnd, isName(line, start, end) else { return }
      host = start..<end
    }
    line.seek(to: next.position)
  }

  /// True for letters, digits and the punctuation of host names, paths and addresses.
  private func isName(_ line: LineCursor, _ start: Int, _ end: Int) -> Bool {
    for index in start..<max(start, end) {
      switch line.byte(at: index) {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "@"):
        continue
      default: return false
      }
    }
    return end > start
  }

  /// The index after a tag (`name[pid]: `, `: `), or the position if there is none.
  private mutating func readTag(_ line: LineCursor) -> Int {
    var line = line
    let end = line.endOfToken()
    guard end > line.position, line.byte(at: end - 1) == UInt8(ascii: ":"),
      line.peek() != UInt8(ascii: "%")
    else {
      // `%ASA-6-302013:` and the like are the message; only its first byte decides that.
      look(line.peek() == UInt8(ascii: "%") ? line.position + 1 : end + 1)
      return line.position
    }
    line.seek(to: end)
    line.skipBlanks()
    look(line.position + 1)
    return line.position
  }
}
