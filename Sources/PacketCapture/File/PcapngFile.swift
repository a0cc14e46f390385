import NATModel

/// Reads a pcapng file block by block (draft-ietf-opsawg-pcapng).
///
/// libpcap reads such files only while all interfaces share a link type and a snap length; here each
/// packet has those of its interface. Sections may differ in byte order. Memory is one window that
/// holds the current block; a block that is passed over need not fit.
struct PcapngFile: CaptureFile, ~Copyable {
  let name: String
  private var window: FeedWindow
  private var isBigEndian = false
  private var interfaces: [PcapngInterface] = []
  private var lastTime = Timestamp(nanoseconds: 0)
  private(set) var notes = CaptureNotes()

  /// A block of a packet is at most as long as libpcap allows.
  private static let maximumBlock = 16 << 20
  private static let maximumInterfaces = 65536
  private static let blockHeader = 8

  /// The block type of a section header, the same in both byte orders.
  static let magic: [UInt8] = [0x0a, 0x0d, 0x0d, 0x0a]

  /// Opens a capture whose bytes come from a feed, of which none were taken yet.
  ///
  /// Throws if it does not begin with a section of a version that is known.
  static func open(feed: ByteFeed, name: String) throws(CaptureError) -> PcapngFile {
    var file = PcapngFile(feed: feed, name: name)
    try file.begin()
    return file
  }

  private init(feed: ByteFeed, name: String) {
    window = FeedWindow(feed)
    self.name = name
  }

  private mutating func begin() throws(CaptureError) {
    guard try fill(PcapngFile.blockHeader), window.bytes.starts(with: PcapngFile.magic) else {
      throw damage("it does not begin with a section header")
    }
    try readSection()
  }

  var format: String { "pcapng" }

  var recognition: String { "it begins with the section header of a pcapng file" }

  /// Stands for "none": every packet says which interface it came from.
  var linkType: LinkType { LinkType(rawValue: -1) }

  var position: UInt64? { window.position }

  var byteCount: UInt64 { window.byteCount }

  mutating func next(_ body: (PacketHeader, Span<UInt8>) -> Void) throws(CaptureError) -> Bool {
    while try fill(PcapngFile.blockHeader) {
      let type = uint32(0)
      if type == 0x0a0d_0d0a {
        try readSection()
        continue
      }
      let length = Int(uint32(4))
      guard length >= 12, length % 4 == 0 else { throw damage("a block of \(length) octets") }
      switch type {
      case 1, 2, 3, 4, 5, 6:
        guard length <= PcapngFile.maximumBlock else { throw damage("a block of \(length) octets") }
        guard try fill(length) else { throw damage("the file ends inside a block") }
        guard uint32(length - 4) == UInt32(length) else {
          throw damage("a block whose two lengths differ")
        }
        guard let (header, data) = try readBlock(type, length) else {
          window.consume(length)
          continue
        }
        let start = window.start
        body(
          header,
          window.bytes.span.extracting(start + data.lowerBound..<start + data.upperBound))
        window.consume(length)
        return true
      default:
        if type == 10 { notes.secrets += 1 }
        try skip(length)
      }
    }
    return false
  }

  // MARK: Blocks

  private mutating func readSection() throws(CaptureError) {
    guard try fill(28) else { throw damage("the file ends inside a section header") }
    switch window.bytes.span.uint32(at: window.start + 8) {
    case 0x1a2b_3c4d: isBigEndian = true
    case 0x4d3c_2b1a: isBigEndian = false
    default: throw damage("a section header without its byte-order magic")
    }
    let length = Int(uint32(4))
    guard length >= 28, length % 4 == 0, length <= PcapngFile.maximumBlock else {
      throw damage("a section header of \(length) octets")
    }
    let version = (major: uint16(12), minor: uint16(14))
    guard version.major == 1, version.minor == 0 || version.minor == 2 else {
      throw damage("version \(version.major).\(version.minor)")
    }
    guard try fill(length) else { throw damage("the file ends inside a section header") }
    guard uint32(length - 4) == UInt32(length) else {
      throw damage("a section header whose two lengths differ")
    }
    interfaces.removeAll(keepingCapacity: true)
    window.consume(length)
  }

  /// Reads a block that is in the window: of a packet, its header and where its bytes are in the
  /// block; of anything else, `nil`.
  private mutating func readBlock(
    _ type: UInt32, _ length: Int
  ) throws(CaptureError) -> (PacketHeader, Range<Int>)? {
    switch type {
    case 1:
      try readInterface(length)
      return nil
    case 2:
      guard length >= 32 else { throw damage("a packet block of \(length) octets") }
      return try packet(interface: Int(uint16(8)), at: 12, length)
    case 3:
      return try simplePacket(length)
    case 4:
      readNames(length)
      return nil
    case 5:
      readStatistics(length)
      return nil
    default:
      guard length >= 32 else { throw damage("a packet block of \(length) octets") }
      return try packet(interface: Int(uint32(8)), at: 12, length)
    }
  }

  /// A packet whose time stamp, lengths and bytes start at a place in its block.
  private mutating func packet(
    interface: Int, at offset: Int, _ length: Int
  ) throws(CaptureError) -> (PacketHeader, Range<Int>) {
    let ticks = UInt64(uint32(offset)) << 32 | UInt64(uint32(offset + 4))
    let captured = Int(uint32(offset + 8))
    guard captured <= length - offset - 20 else { throw damage("a packet longer than its block") }
    // A packet of an interface that is not described has no link type and no clock.
    let known = interface < interfaces.count ? interfaces[interface] : nil
    let time = known?.clock.instant(ticks)
    if let time { lastTime = time }
    let header = PacketHeader(
      time: time, originalLength: Int(uint32(offset + 12)),
      linkType: known?.linkType ?? linkType, resolution: known?.resolution ?? 0,
      offset: window.position)
    return (header, offset + 16..<offset + 16 + captured)
  }

  /// A packet of the first interface without a time stamp.
  private mutating func simplePacket(
    _ length: Int
  ) throws(CaptureError) -> (PacketHeader, Range<Int>) {
    guard length >= 16 else { throw damage("a packet block of \(length) octets") }
    let original = Int(uint32(8))
    var captured = min(original, length - 16)
    if let limit = interfaces.first?.snapLength, limit > 0 { captured = min(captured, limit) }
    notes.untimed += 1
    let header = PacketHeader(
      time: lastTime, originalLength: original,
      linkType: interfaces.first?.linkType ?? linkType, offset: window.position)
    return (header, 12..<12 + captured)
  }

  private mutating func readInterface(_ length: Int) throws(CaptureError) {
    guard length >= 20 else { throw damage("an interface block of \(length) octets") }
    guard interfaces.count < PcapngFile.maximumInterfaces else {
      throw damage("more than \(PcapngFile.maximumInterfaces) interfaces in one section")
    }
    var exponent: UInt8 = 6
    var offset: Int64 = 0
    forEachOption(from: 16, length) { code, value in
      if code == 9, value.count >= 1 { exponent = window.bytes[value.lowerBound] }
      if code == 14, value.count >= 8 {
        let high = uint32(value.lowerBound - window.start)
        let low = uint32(value.lowerBound - window.start + 4)
        // A 64-bit number in the order of the section: its halves swap with it.
        let bits =
          isBigEndian ? UInt64(high) << 32 | UInt64(low) : UInt64(low) << 32 | UInt64(high)
        offset = Int64(bitPattern: bits)
      }
    }
    let clock = PcapngTime(exponent: exponent, offset: offset)
    interfaces.append(
      PcapngInterface(
        linkType: LinkType(rawValue: Int32(uint16(8))), snapLength: Int(uint32(12)), clock: clock,
        resolution: clock.resolution))
    notes.interfaces += 1
  }

  /// Counts the records of a name resolution block; each has a type, a length and a padded value.
  private mutating func readNames(_ length: Int) {
    var records: UInt64 = 0
    forEachOption(from: 8, length) { code, _ in
      if code == 1 || code == 2 { records += 1 }
    }
    notes.resolvedNames += records
  }

  /// Takes over how many packets an interface lost; later blocks of one interface replace earlier.
  private mutating func readStatistics(_ length: Int) {
    guard length >= 24 else { return }
    let interface = Int(uint32(8))
    guard interface < interfaces.count else { return }
    var dropped: UInt64 = 0
    forEachOption(from: 20, length) { code, value in
      guard code == 5 || code == 7, value.count >= 8 else { return }
      let first = UInt64(uint32(value.lowerBound - window.start))
      let last = UInt64(uint32(value.lowerBound - window.start + 4))
      dropped &+= isBigEndian ? first << 32 | last : last << 32 | first
    }
    notes.dropped = notes.dropped &- interfaces[interface].dropped &+ dropped
    interfaces[interface].dropped = dropped
  }

  /// Visits the options of the block in the window; a length that leads out of it ends them.
  ///
  /// `value` is a range of the window.
  private func forEachOption(
    from offset: Int, _ length: Int, _ visit: (_ code: UInt16, _ value: Range<Int>) -> Void
  ) {
    var place = offset
    while place + 4 <= length - 4 {
      let code = uint16(place)
      let size = Int(uint16(place + 2))
      guard code != 0, place + 4 + size <= length - 4 else { return }
      visit(code, window.start + place + 4..<window.start + place + 4 + size)
      place += 4 + (size + 3) & ~3
    }
  }

  // MARK: Bytes

  /// Makes sure that so many bytes are in the window; false if the file ends before the first.
  @inline(__always)
  private mutating func fill(_ count: Int) throws(CaptureError) -> Bool {
    if window.fill(count) { return true }
    if let cause = window.damage { throw damage(cause) }
    guard window.count == 0 else { throw damage("the file ends inside a block") }
    return false
  }

  private mutating func skip(_ length: Int) throws(CaptureError) {
    var left = length
    while left > 0 {
      guard try fill(min(left, 4)) else { throw damage("the file ends inside a block") }
      let step = min(left, window.count)
      window.consume(step)
      left -= step
    }
  }

  private func uint16(_ offset: Int) -> UInt16 {
    let value = window.bytes.span.uint16(at: window.start + offset)
    return isBigEndian ? value : value.byteSwapped
  }

  private func uint32(_ offset: Int) -> UInt32 {
    let value = window.bytes.span.uint32(at: window.start + offset)
    return isBigEndian ? value : value.byteSwapped
  }

  private func damage(_ text: String) -> CaptureError {
    CaptureError(name: name, reason: .notReadable("\(text) (byte \(window.position))"))
  }
}

/// One interface of a section.
struct PcapngInterface {
  /// Link type of its packets.
  var linkType: LinkType
  /// Most bytes kept of a packet; 0 for no limit.
  var snapLength: Int
  /// How its time stamps count.
  var clock: PcapngTime
  /// The length of one tick in nanoseconds, at least 1.
  var resolution: UInt32
  /// Packets it lost, as its latest statistics say.
  var dropped: UInt64 = 0
}
