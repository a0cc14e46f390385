/// The first bytes of a message that spreads over TCP segments or QUIC frames, put in order.
///
/// Where segments overlap, what came first counts. Bytes beyond ``maximumSize`` are not kept.
struct StreamPrefix: StoredStream {
  /// Bytes kept of one message at most.
  static let maximumSize = 1 << 16
  /// Segments kept ahead of a gap at most.
  static let maximumAhead = 64

  /// Sequence number of the first byte.
  private(set) var start: UInt32
  /// Bytes without a gap from the start.
  private(set) var bytes: [UInt8] = []
  /// Bytes that the reader needs before it can say more.
  var needed = 0
  /// The packet with which the message began, where that was seen.
  var context: NameReader.Context?
  /// True if bytes had to be given up, so that the message can never be whole.
  private(set) var isBroken = false
  private var ahead: [(offset: Int, bytes: [UInt8])] = []

  /// Nothing kept yet of a message that starts at a sequence number.
  init(start: UInt32) { self.start = start }

  /// True once it holds the beginning of something.
  var isUnfinished: Bool { !bytes.isEmpty }

  /// Sequence number behind the last byte without a gap.
  var end: UInt32 { start &+ UInt32(truncatingIfNeeded: bytes.count) }

  /// Bytes held, in and out of order.
  var size: Int { ahead.reduce(bytes.count) { $0 + $1.bytes.count } }

  /// Distance of a sequence number from the start, negative before it (RFC 9293 section 3.4).
  func offset(of sequence: UInt32) -> Int { Int(Int32(bitPattern: sequence &- start)) }

  /// Takes a segment; O(its length + segments ahead).
  mutating func insert(_ segment: Span<UInt8>, at sequence: UInt32) {
    insert(segment, atOffset: offset(of: sequence))
  }

  /// Takes a piece that stands at an offset from the start, at most 2^62.
  mutating func insert(_ segment: Span<UInt8>, atOffset offset: Int) {
    guard offset + segment.count > bytes.count else { return }
    guard offset <= bytes.count else {
      keepAhead(segment, at: offset)
      return
    }
    append(segment, skipping: bytes.count - offset)
    while let next = ahead.first, next.offset <= bytes.count {
      ahead.removeFirst()
      append(next.bytes.span, skipping: bytes.count - next.offset)
    }
  }

  /// Forgets bytes at the start that have been read.
  mutating func removeFirst(_ count: Int) {
    guard count > 0 else { return }
    bytes.removeFirst(count)
    start &+= UInt32(truncatingIfNeeded: count)
    for index in ahead.indices { ahead[index].offset -= count }
  }

  private mutating func append(_ segment: Span<UInt8>, skipping known: Int) {
    guard known < segment.count else { return }
    let end = min(segment.count, known + StreamPrefix.maximumSize - bytes.count)
    if known < end { bytes.append(segment.extracting(known..<end)) }
    if end < segment.count { isBroken = true }
  }

  private mutating func keepAhead(_ segment: Span<UInt8>, at offset: Int) {
    guard offset + segment.count <= StreamPrefix.maximumSize,
      ahead.count < StreamPrefix.maximumAhead
    else {
      isBroken = true
      return
    }
    let place = ahead.firstIndex { $0.offset >= offset } ?? ahead.count
    if place < ahead.count, ahead[place].offset == offset,
      ahead[place].bytes.count >= segment.count
    {
      return
    }
    ahead.insert((offset, [UInt8](segment, segment.indices)), at: place)
  }
}
