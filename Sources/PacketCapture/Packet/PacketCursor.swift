/// A place in a packet: where the next header starts, and where what holds it says that it ends.
///
/// `end` is what the headers so far declare; it may lie beyond the captured bytes, which is how a
/// packet cut by the snap length is told from one that is malformed.
struct PacketCursor: BitwiseCopyable {
  /// First byte not yet read, counted from the start of the frame.
  var offset: Int
  /// One past the last byte that the enclosing layer declares.
  private(set) var end: Int
  /// True until a header has declared a length.
  private var isFrame = true

  /// A cursor at the start of a frame of a length on the wire.
  init(frameLength: Int) {
    offset = 0
    end = frameLength
  }

  /// Declared bytes from here on; never negative.
  var remaining: Int { max(0, end - offset) }

  /// Declared and captured bytes from here on.
  func captured(_ bytes: Span<UInt8>) -> Range<Int> {
    let last = min(end, bytes.count)
    return min(offset, last)..<last
  }

  /// Throws unless `count` more bytes are declared and captured.
  func need(_ count: Int, of bytes: Span<UInt8>) throws(PacketFault) {
    if count > end - offset { throw .malformed }
    if count > bytes.count - offset { throw .truncated }
  }

  /// Takes a length that a header declares for what starts here; inside another one it can only
  /// shrink the packet.
  ///
  /// The first length may exceed the frame: some tools cut packets without recording their length on
  /// the wire, and the bytes that are not there count as cut.
  mutating func limit(to length: Int) throws(PacketFault) {
    if length < 0 || (length > remaining && !isFrame) { throw .malformed }
    end = offset + length
    isFrame = false
  }
}
