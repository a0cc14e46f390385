import NATModel

/// What one Accounting-Request says (RFC 2866 section 4.1), as far as it is read.
///
///      0       1       2               4
///     +-------+-------+---------------+-------------------------------+
///     | code  |  id   |    length     |      authenticator (16) …     |
///     +-------+-------+---------------+-------------------------------+
///     | attributes: type, length, value …
///     +-------------------------------
struct RADIUSRecord {
  /// Values of Acct-Status-Type (RFC 2866 section 5.1).
  enum Status: UInt32 {
    case start = 1
    case stop = 2
    case interim = 3
    case accountingOn = 7
    case accountingOff = 8
  }

  /// A range of outside ports, as far as it was stated.
  struct Block: Equatable {
    var inside: IPAddress?
    var outside: IPAddress?
    var first: UInt32?
    var last: UInt32?
    /// What IP-Port-Alloc says (RFC 8045 section 3.2.8).
    var isAllocated: Bool?
  }

  /// More blocks in one record are not kept.
  private static let mostBlocks = 64
  private static let headerLength = 20

  var status: Status?
  var user: [UInt8] = []
  var caller: [UInt8] = []
  var device: [UInt8] = []
  var deviceAddress: IPAddress?
  /// Addresses given to the subscriber; those that stand for "choose one" are left out.
  var addresses: [IPAddress] = []
  var session: [UInt8] = []
  var sessionSeconds: UInt32?
  var delaySeconds: UInt32 = 0
  var eventSeconds: UInt32?
  private(set) var blocks: [Block] = []
  private var block = Block()

  /// The octets of a packet: code, identifier, authenticator and attributes; padding is cut off.
  ///
  /// - Throws: ``RADIUSFault`` if the length field cannot be (RFC 2865 section 3).
  static func length(_ packet: Span<UInt8>) throws(RADIUSFault) -> Int {
    guard packet.count >= headerLength else { throw RADIUSFault(reason: .truncatedRecord) }
    let stated = Int(packet.network16(at: 2))
    guard stated >= headerLength, stated <= 4096 else {
      throw RADIUSFault(reason: .malformedRecord)
    }
    guard stated <= packet.count else { throw RADIUSFault(reason: .truncatedRecord) }
    return stated
  }

  /// Reads the attributes of a packet.
  ///
  /// - Throws: ``RADIUSFault`` for an attribute shorter than its header or longer than what holds it;
  ///   what was read before is lost, because a record without its end may lack what undoes it.
  init(_ packet: Span<UInt8>) throws(RADIUSFault) {
    let length = try RADIUSRecord.length(packet)
    var position = RADIUSRecord.headerLength
    while position < length {
      let (type, value) = try RADIUSRecord.attribute(packet, &position, end: length)
      switch type {
      case 26: try readVendor(packet, value)
      case 241...244:
        guard value.count >= 1 else { throw RADIUSFault(reason: .malformedRecord) }
        let place = RADIUSAttribute.Place.extended(type, packet[value.lowerBound])
        try read(place, packet, value.lowerBound + 1..<value.upperBound)
      default: try read(.standard(type), packet, value)
      }
    }
    try endBlock()
  }

  private static func attribute(
    _ bytes: Span<UInt8>, _ position: inout Int, end: Int
  ) throws(RADIUSFault) -> (type: UInt8, value: Range<Int>) {
    guard end - position >= 2 else { throw RADIUSFault(reason: .malformedRecord) }
    let length = Int(bytes[position + 1])
    guard length >= 2, length <= end - position else {
      throw RADIUSFault(reason: .malformedRecord)
    }
    let start = position
    position += length
    return (bytes[start], start + 2..<position)
  }

  /// Vendors put their attributes into type, length and value; those that do not are passed over.
  private mutating func readVendor(_ bytes: Span<UInt8>, _ value: Range<Int>) throws(RADIUSFault) {
    guard value.count >= 4 else { throw RADIUSFault(reason: .malformedRecord) }
    let vendor = bytes.network32(at: value.lowerBound)
    var position = value.lowerBound + 4
    while value.upperBound - position >= 2 {
      let length = Int(bytes[position + 1])
      guard length >= 2, length <= value.upperBound - position else { return }
      try read(
        .vendor(vendor, bytes[position]), bytes, position + 2..<position + length)
      position += length
    }
  }

  private mutating func read(
    _ place: RADIUSAttribute.Place, _ bytes: Span<UInt8>, _ value: Range<Int>
  ) throws(RADIUSFault) {
    guard let role = RADIUSAttribute.role(at: place) else { return }
    switch role {
    case .user: user = RADIUSRecord.octets(bytes, value)
    case .caller: caller = RADIUSRecord.octets(bytes, value)
    case .device: device = RADIUSRecord.octets(bytes, value)
    case .session: session = RADIUSRecord.octets(bytes, value)
    case .deviceAddress4:
      deviceAddress = IPAddress(ipv4: try RADIUSRecord.number(bytes, value))
    case .deviceAddress6: deviceAddress = try RADIUSRecord.ipv6(bytes, value)
    case .framedAddress4:
      let address = try RADIUSRecord.number(bytes, value)
      // 255.255.255.255 and .254 ask for an address (RFC 2865 section 5.8).
      if address < 0xffff_fffe, address != 0 { addresses.append(IPAddress(ipv4: address)) }
    case .framedAddress6: addresses.append(try RADIUSRecord.ipv6(bytes, value))
    case .status: status = Status(rawValue: try RADIUSRecord.number(bytes, value))
    case .delay: delaySeconds = try RADIUSRecord.number(bytes, value)
    case .sessionTime: sessionSeconds = try RADIUSRecord.number(bytes, value)
    case .eventTime: eventSeconds = try RADIUSRecord.number(bytes, value)
    case .blockOutside:
      if block.outside != nil { try endBlock() }
      block.outside = try RADIUSRecord.address(bytes, value)
    case .blockFirst:
      if block.first != nil { try endBlock() }
      block.first = try RADIUSRecord.numberOrText(bytes, value)
    case .blockLast:
      if block.last != nil { try endBlock() }
      block.last = try RADIUSRecord.numberOrText(bytes, value)
    case .blockText: try readBlockText(bytes, value)
    case .portRange: try readPortRange(bytes, value)
    }
  }

  // MARK: - Blocks

  /// IP-Port-Range (RFC 8045 section 3.1.2): TLVs of one octet type and length.
  private mutating func readPortRange(
    _ bytes: Span<UInt8>, _ value: Range<Int>
  ) throws(RADIUSFault) {
    try endBlock()
    var position = value.lowerBound
    while position < value.upperBound {
      let (type, part) = try RADIUSRecord.attribute(bytes, &position, end: value.upperBound)
      switch type {
      case 3: block.outside = IPAddress(ipv4: try RADIUSRecord.number(bytes, part))
      case 4: block.inside = IPAddress(ipv4: try RADIUSRecord.number(bytes, part))
      case 5: block.inside = try RADIUSRecord.ipv6(bytes, part)
      case 8: block.isAllocated = try RADIUSRecord.number(bytes, part) == 1
      case 9: block.first = try RADIUSRecord.number(bytes, part)
      case 10: block.last = try RADIUSRecord.number(bytes, part)
      default: break
      }
    }
    try endBlock()
  }

  /// `198.51.100.7 2000-2999 router base` (Nokia 7750, Alc-Nat-Port-Range).
  private mutating func readBlockText(
    _ bytes: Span<UInt8>, _ value: Range<Int>
  ) throws(RADIUSFault) {
    try endBlock()
    let text = String(decoding: RADIUSRecord.octets(bytes, value), as: UTF8.self)
    let words = text.split(separator: " ")
    let ports = words.count > 1 ? words[1].split(separator: "-") : []
    guard let outside = words.first.flatMap({ IPAddress(String($0)) }), ports.count == 2,
      let first = UInt32(ports[0]), let last = UInt32(ports[1])
    else { throw RADIUSFault(reason: .malformedRecord) }
    block.outside = outside
    block.first = first
    block.last = last
    try endBlock()
  }

  /// Ends the block being read, if there is one: an attribute came a second time, or the end.
  private mutating func endBlock() throws(RADIUSFault) {
    if block.first != nil || block.last != nil {
      guard blocks.count < RADIUSRecord.mostBlocks else {
        throw RADIUSFault(reason: .malformedRecord)
      }
      blocks.append(block)
    }
    block = Block()
  }

  // MARK: - Values

  private static func octets(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(range.count)
    for index in range { copy.append(bytes[index]) }
    while copy.last == 0 { copy.removeLast() }
    return copy
  }

  private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(RADIUSFault)
    -> UInt32
  {
    guard range.count == 4 else { throw RADIUSFault(reason: .malformedNumber) }
    return bytes.network32(at: range.lowerBound)
  }

  private static func ipv6(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(RADIUSFault)
    -> IPAddress
  {
    guard range.count == 16 else { throw RADIUSFault(reason: .malformedAddress) }
    return IPAddress(
      high: bytes.network64(at: range.lowerBound), low: bytes.network64(at: range.lowerBound + 8))
  }

  /// Dictionaries disagree whether some vendors' values are text or numbers: digits are text.
  private static func numberOrText(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(RADIUSFault)
    -> UInt32
  {
    let octets = octets(bytes, range)
    if !octets.isEmpty, octets.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
      guard let value = UInt32(String(decoding: octets, as: UTF8.self)) else {
        throw RADIUSFault(reason: .malformedNumber)
      }
      return value
    }
    return try number(bytes, range)
  }

  private static func address(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(RADIUSFault)
    -> IPAddress
  {
    if let address = IPAddress(String(decoding: octets(bytes, range), as: UTF8.self)) {
      return address
    }
    guard range.count == 4 else { throw RADIUSFault(reason: .malformedAddress) }
    return IPAddress(ipv4: bytes.network32(at: range.lowerBound))
  }
}
