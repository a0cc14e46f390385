import NATModel

/// Reads a pcap file record by record (draft-ietf-opsawg-pcap): both byte orders, micro- and
/// nanoseconds.
///
///      0               4               8              12              16
///     +---------------+---------------+---------------+---------------+----
///     |    seconds    |   fraction    |   captured    |  on the wire  | captured bytes …
///     +---------------+---------------+---------------+---------------+----
///
/// Packets are looked at where they were read; libpcap copies each twice, which costs as much as
/// reading it. What is not read here (``canRead(_:)``) is left to ``LibpcapFile``.
struct PcapFile: CaptureFile, ~Copyable {
  let name: String
  let linkType: LinkType
  private var window: FeedWindow
  private let isBigEndian: Bool
  /// What one step of the fraction stands for.
  private let nanosecondsPerStep: Int64
  /// Bytes kept of a packet at most.
  private let snapLength: Int

  /// Octets of the file's header.
  static let headLength = 24
  private static let recordHeader = 16
  /// The most that libpcap takes for a packet; more is damage.
  private static let maximumLength = 262_144

  /// True for the header of a file that is read here.
  ///
  /// Not so: the modified formats, whose records have longer headers; versions before 2.4, which
  /// have the two lengths the other way round; and files of the other byte order whose packets begin
  /// with numbers in that order.
  static func canRead(_ head: [UInt8]) -> Bool {
    guard head.count >= headLength, let form = form(head) else { return false }
    let version = (
      number(head.span, 4, size: 2, form.isBigEndian),
      number(head.span, 6, size: 2, form.isBigEndian)
    )
    let link = linkType(head.span, form.isBigEndian)
    return version == (2, 4) && !(form.isBigEndian && (link == .nflog || link == .pflog))
  }

  /// Opens a capture whose bytes come from a feed, of which none were taken yet.
  ///
  /// - Precondition: ``canRead(_:)`` is true for its first octets.
  init(feed: ByteFeed, name: String) throws(CaptureError) {
    var window = FeedWindow(feed)
    guard window.fill(PcapFile.headLength),
      let form = PcapFile.form(Array(window.bytes[..<PcapFile.headLength]))
    else {
      throw CaptureError(name: name, reason: .notReadable("it has no pcap header"))
    }
    isBigEndian = form.isBigEndian
    nanosecondsPerStep = form.nanosecondsPerStep
    let snap = PcapFile.number(window.bytes.span, 16, size: 4, form.isBigEndian)
    snapLength = (1...PcapFile.maximumLength).contains(snap) ? snap : PcapFile.maximumLength
    linkType = PcapFile.linkType(window.bytes.span, form.isBigEndian)
    window.consume(PcapFile.headLength)
    self.name = name
    self.window = window
  }

  var format: String { "pcap" }

  var recognition: String {
    "it begins with the header of a pcap file, link type \(linkType.rawValue)"
  }

  var position: UInt64? { window.position }

  var byteCount: UInt64 { window.byteCount }

  var notes: CaptureNotes { CaptureNotes() }

  mutating func next(_ body: (PacketHeader, Span<UInt8>) -> Void) throws(CaptureError) -> Bool {
    guard window.fill(PcapFile.recordHeader) else {
      if window.count == 0, window.damage == nil { return false }
      throw damage("the file ends inside the header of a record")
    }
    let start = window.start
    let captured = Int(uint32(start + 8))
    guard captured <= PcapFile.maximumLength else { throw damage("a packet of \(captured) octets") }
    guard window.fill(PcapFile.recordHeader + captured) else {
      throw damage("the file ends inside a packet")
    }
    // The window may have moved its bytes.
    let place = window.start
    // Seconds are unsigned; a fraction that is out of range counts as libpcap counts it, signed.
    let header = PacketHeader(
      time: Timestamp(
        nanoseconds: Int64(uint32(place)) * 1_000_000_000
          + Int64(Int32(bitPattern: uint32(place + 4))) * nanosecondsPerStep),
      originalLength: Int(uint32(place + 12)), offset: window.position)
    let first = place + PcapFile.recordHeader
    body(header, window.bytes.span.extracting(first..<first + min(captured, snapLength)))
    window.consume(PcapFile.recordHeader + captured)
    return true
  }

  @inline(__always)
  private func uint32(_ offset: Int) -> UInt32 {
    let value = window.bytes.span.uint32(at: offset)
    return isBigEndian ? value : value.byteSwapped
  }

  private func damage(_ text: String) -> CaptureError {
    CaptureError(
      name: name, reason: .notReadable("\(window.damage ?? text) (byte \(window.position))"))
  }

  /// What the magic number says, or `nil` for another.
  private static func form(_ head: [UInt8]) -> (isBigEndian: Bool, nanosecondsPerStep: Int64)? {
    switch head.span.uint32(at: 0) {
    case 0xa1b2_c3d4: (true, 1000)
    case 0xd4c3_b2a1: (false, 1000)
    case 0xa1b2_3c4d: (true, 1)
    case 0x4d3c_b2a1: (false, 1)
    default: nil
    }
  }

  /// The link type; the bits above it tell of a frame check sequence.
  private static func linkType(_ head: Span<UInt8>, _ isBigEndian: Bool) -> LinkType {
    LinkType(rawValue: Int32(number(head, 20, size: 4, isBigEndian) & 0x03ff_ffff))
  }

  private static func number(
    _ bytes: Span<UInt8>, _ offset: Int, size: Int, _ isBigEndian: Bool
  ) -> Int {
    var value = 0
    for index in 0..<size {
      value = value << 8 | Int(bytes[isBigEndian ? offset + index : offset + size - 1 - index])
    }
    return value
  }
}
