package import NATModel

/// An open input as a stream of plain bytes: a file or standard input, decompressed on the way.
///
/// Opening looks at the first bytes, so that ``kind`` tells a caller which reader to hand the source
/// to; those bytes are given out again by ``read(into:range:)``. Memory is bounded by two buffers
/// and the decoder's window.
package struct InputSource: ~Copyable {
  /// Name as the user gave it (`-` for standard input).
  package let name: String
  /// What the first plain bytes show the input to be.
  package let kind: InputKind
  /// How the bytes are compressed, or `nil`.
  package let compression: Compression?
  /// Why the stream ended before its time, or `nil`; final once a read has returned 0.
  package private(set) var damage: String?
  /// Bytes taken from the file so far, before decompression.
  package private(set) var rawBytes: UInt64 = 0

  private let file: InputFile
  private let decoder: (any StreamDecoder)?
  private var window: InputWindow
  private var head: [UInt8]
  private var headStart = 0
  private var fileEnded = false

  private static let windowSize = 1 << 16
  private static let headSize = 1 << 16

  /// Size of the file in bytes before decompression, or `nil` for a stream.
  package var size: UInt64? { file.size }
  /// When the file was last changed, or `nil` for a stream.
  package var modified: Timestamp? { file.modified }
  /// The first plain bytes, at most 64 KiB and at least the bytes that tell the kind.
  package var firstBytes: [UInt8] { head }

  /// The file for threads that read any part of it; `nil` for a stream and for a compressed file.
  var positioned: PositionedFile? { decoder == nil ? file.positioned() : nil }

  /// Opens a file by path, or standard input for `-`, and looks at its first bytes.
  ///
  /// Blocks until the first bytes of a stream arrive.
  package static func open(_ name: String) throws(InputError) -> InputSource {
    let file = try InputFile.open(name)
    var window = InputWindow(capacity: windowSize)
    var ended = false
    while window.end < 32, !ended {
      let count = try file.read(into: &window.bytes, range: window.end..<windowSize)
      ended = count == 0
      window.end += count
    }
    let compression = Compression(magic: window.bytes.span.extracting(0..<window.end))
    var decoder: (any StreamDecoder)?
    if let compression {
      guard let created = compression.decoder() else {
        throw InputError(name: name, reason: .unsupportedCompression(compression.rawValue))
      }
      decoder = created
    }
    var source = InputSource(
      name: name, kind: .empty, compression: compression, file: file, decoder: decoder,
      window: window, head: [], ended: ended)
    var head = [UInt8](repeating: 0, count: headSize)
    var count = 0
    while count < 32 {
      let more = try source.read(into: &head, range: count..<headSize)
      if more == 0 { break }
      count += more
    }
    head.removeSubrange(count...)
    let kind = InputKind(head: head.span)
    return InputSource(taking: source, kind: kind, head: head)
  }

  private init(
    name: String, kind: InputKind, compression: Compression?, file: consuming InputFile,
    decoder: (any StreamDecoder)?, window: InputWindow, head: [UInt8], ended: Bool
  ) {
    self.name = name
    self.kind = kind
    self.compression = compression
    self.file = file
    self.decoder = decoder
    self.rawBytes = UInt64(window.end)
    self.window = window
    self.head = head
    self.fileEnded = ended
  }

  private init(taking source: consuming InputSource, kind: InputKind, head: [UInt8]) {
    self.name = source.name
    self.kind = kind
    self.compression = source.compression
    self.damage = source.damage
    self.rawBytes = source.rawBytes
    self.decoder = source.decoder
    self.window = source.window
    self.fileEnded = source.fileEnded
    self.head = head
    self.file = source.file
  }

  /// Reads some plain bytes into `buffer[range]` and returns how many; 0 is the end.
  ///
  /// A damaged or cut-off compressed stream ends like a good one, with ``damage`` set.
  /// - Precondition: the range lies inside the buffer and is not empty.
  package mutating func read(into buffer: inout [UInt8], range: Range<Int>)
    throws(InputError) -> Int
  {
    precondition(!range.isEmpty && range.upperBound <= buffer.count)
    if headStart < head.count {
      let count = min(range.count, head.count - headStart)
      buffer.replaceSubrange(
        range.lowerBound..<range.lowerBound + count, with: head[headStart..<headStart + count])
      headStart += count
      return count
    }
    guard let decoder else { return try readPlain(into: &buffer, range: range) }
    while damage == nil {
      let before = window.start
      do throws(StreamDamage) {
        let count = try decoder.decode(&window, into: &buffer, range: range)
        if count > 0 { return count }
      } catch {
        damage = error.reason
        return 0
      }
      guard window.isEmpty else {
        if window.start == before { damage = "the compressed stream makes no progress" }
        continue
      }
      guard try fillWindow() else {
        if !decoder.isAtBoundary { damage = "the compressed stream ends early" }
        return 0
      }
    }
    return 0
  }

  /// Without compression the bytes looked at while opening come first, then the file itself.
  private mutating func readPlain(into buffer: inout [UInt8], range: Range<Int>)
    throws(InputError) -> Int
  {
    if !window.isEmpty {
      let count = min(range.count, window.end - window.start)
      buffer.replaceSubrange(
        range.lowerBound..<range.lowerBound + count,
        with: window.bytes[window.start..<window.start + count])
      window.start += count
      return count
    }
    guard !fileEnded else { return 0 }
    let count = try file.read(into: &buffer, range: range)
    fileEnded = count == 0
    rawBytes += UInt64(count)
    return count
  }

  private mutating func fillWindow() throws(InputError) -> Bool {
    guard !fileEnded else { return false }
    window.start = 0
    window.end = 0
    let count = try file.read(into: &window.bytes, range: 0..<window.bytes.count)
    fileEnded = count == 0
    window.end = count
    rawBytes += UInt64(count)
    return count > 0
  }
}
