import NATModel

/// Reads DNS messages (RFC 1035 section 4.1): which addresses answer the name that was asked for.
///
///     id 2 | QR opcode AA TC RD RA Z rcode 2 | counts of questions, answers, authority, additional
struct DNSReader {
  /// What one message says.
  struct Message: Equatable {
    /// True once the fixed header was there.
    var hasHeader = false
    /// True for a response, false for a query.
    var isResponse = false
    /// What was counted.
    var counts = Counts()
  }

  /// Numbers of records.
  struct Counts: Equatable {
    /// Answers that the header claims.
    var claimed = 0
    /// A records seen, in all sections.
    var a = 0
    /// AAAA records seen.
    var aaaa = 0
    /// CNAME records seen.
    var cname = 0
    /// SVCB and HTTPS records seen.
    var services = 0
    /// SVCB and HTTPS records with a key for encrypted hellos.
    var encryptedHelloKeys = 0
  }

  /// Distinct addresses kept of one response at most.
  static let maximumAddresses = 256
  /// Aliases kept of one response at most, and steps followed from the name asked for.
  static let maximumAliases = 16

  /// The name asked for, as ``HostText`` writes it; empty if none was read.
  var name: ArraySlice<UInt8> { text[question] }
  /// Distinct addresses that the answer gives for the name asked for, in order.
  private(set) var addresses: [IPAddress] = []

  private var text: [UInt8] = []
  private var question = 0..<0
  private var aliases: [(owner: Range<Int>, target: Range<Int>)] = []
  private var answers: [(owner: Range<Int>, address: IPAddress)] = []

  /// Reads the message in a range of the bytes.
  ///
  /// After a throw, ``name``, ``addresses`` and `message` hold what came before. Linear.
  mutating func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into message: inout Message
  ) throws(MessageFault) {
    text.removeAll(keepingCapacity: true)
    question = 0..<0
    aliases.removeAll(keepingCapacity: true)
    answers.removeAll(keepingCapacity: true)
    addresses.removeAll(keepingCapacity: true)
    do throws(MessageFault) {
      try readSections(bytes, range, &message)
    } catch {
      follow()
      throw error
    }
    follow()
  }

  private mutating func readSections(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ message: inout Message
  ) throws(MessageFault) {
    var cursor = ByteCursor(offset: range.lowerBound, limit: range.upperBound)
    try cursor.need(12, of: bytes)
    let flags = bytes.uint16(at: cursor.offset + 2)
    let questions = bytes.uint16(at: cursor.offset + 4)
    let answerCount = Int(bytes.uint16(at: cursor.offset + 6))
    if flags & 0x8000 != 0 { message.counts.claimed = answerCount }
    let others =
      Int(bytes.uint16(at: cursor.offset + 8)) + Int(bytes.uint16(at: cursor.offset + 10))
    message.hasHeader = true
    message.isResponse = flags & 0x8000 != 0
    cursor.offset += 12
    // Only ordinary queries (opcode 0) ask for a name; the sections of others mean something else.
    guard message.isResponse, flags & 0x7800 == 0 else { return }
    for index in 0..<questions {
      if index == 0 {
        question = try DNSName.read(bytes, &cursor, start: range.lowerBound, into: &text)
      } else {
        try DNSName.skip(bytes, &cursor)
      }
      try cursor.need(4, of: bytes)
      cursor.offset += 4
    }
    for _ in 0..<answerCount {
      try readRecord(bytes, &cursor, start: range.lowerBound, isAnswer: true, &message)
    }
    for _ in 0..<others {
      try readRecord(bytes, &cursor, start: range.lowerBound, isAnswer: false, &message)
    }
  }

  /// Reads one resource record (RFC 1035 section 4.1.3).
  ///
  ///     name | type 2 | class 2 | TTL 4 | length 2 | data
  private mutating func readRecord(
    _ bytes: Span<UInt8>, _ cursor: inout ByteCursor, start: Int, isAnswer: Bool,
    _ message: inout Message
  ) throws(MessageFault) {
    let beginning = cursor
    try DNSName.skip(bytes, &cursor)
    try cursor.need(10, of: bytes)
    let type = bytes.uint16(at: cursor.offset)
    let length = Int(bytes.uint16(at: cursor.offset + 8))
    cursor.offset += 10
    try cursor.need(length, of: bytes)
    var data = ByteCursor(offset: cursor.offset, limit: cursor.offset + length)
    cursor.offset += length
    let mark = text.count
    switch (type, length) {
    case (1, 4):
      message.counts.a += 1
      guard isAnswer else { return }
      let address = bytes.ipv4Address(at: data.offset)
      try keep(address, ownerAt: beginning, bytes, start)
    case (28, 16):
      message.counts.aaaa += 1
      guard isAnswer else { return }
      let address = bytes.ipv6Address(at: data.offset)
      try keep(address, ownerAt: beginning, bytes, start)
    case (5, _):
      message.counts.cname += 1
      guard isAnswer, aliases.count < DNSReader.maximumAliases else { return }
      var owner = beginning
      let from = try DNSName.read(bytes, &owner, start: start, into: &text)
      let to = try DNSName.read(bytes, &data, start: start, into: &text)
      aliases.append((from, to))
    case (64, _), (65, _):
      message.counts.services += 1
      let service = try ServiceBinding.read(bytes, data, start: start, into: &text)
      if service.hasEncryptedHelloKey { message.counts.encryptedHelloKeys += 1 }
      guard isAnswer else {
        text.removeSubrange(mark...)
        return
      }
      var owner = beginning
      try keep(service, owner: DNSName.read(bytes, &owner, start: start, into: &text))
    case (1, _), (28, _): throw .malformed
    default: text.removeSubrange(mark...)
    }
  }

  private mutating func keep(
    _ address: IPAddress, ownerAt place: ByteCursor, _ bytes: Span<UInt8>, _ start: Int
  ) throws(MessageFault) {
    guard answers.count < DNSReader.maximumAddresses else { return }
    var cursor = place
    let owner = try DNSName.read(bytes, &cursor, start: start, into: &text)
    answers.append((owner, address))
  }

  /// A service is an alias of its target; its hints are addresses of the target (RFC 9460 sections 2.4
  /// and 7.3), or of the owner if the target is the root.
  private mutating func keep(_ service: ServiceBinding, owner: Range<Int>) {
    let host = service.target.isEmpty ? owner : service.target
    if !service.target.isEmpty, aliases.count < DNSReader.maximumAliases {
      aliases.append((owner, service.target))
    }
    for address in service.hints where answers.count < DNSReader.maximumAddresses {
      answers.append((host, address))
    }
  }

  /// Follows aliases from the name asked for, in any order and without going round in circles, and
  /// takes the addresses of every name on the way.
  private mutating func follow() {
    guard !question.isEmpty else { return }
    var names = [question]
    var reached = 0
    while reached < names.count, names.count <= DNSReader.maximumAliases {
      let current = names[reached]
      reached += 1
      for alias in aliases where isSame(alias.owner, current) {
        if !names.contains(where: { isSame($0, alias.target) }) { names.append(alias.target) }
      }
    }
    for answer in answers where names.contains(where: { isSame($0, answer.owner) }) {
      if !addresses.contains(answer.address) { addresses.append(answer.address) }
    }
  }

  private func isSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left == right || text[left] == text[right]
  }
}
