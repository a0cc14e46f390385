#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a stream, handed to stdio piece by piece.
///
/// stdio pulls on the thread that reads packets, so memory is bounded by one buffer and no thread,
/// pipe or signal is involved.
class ByteFeed {
  /// Plain bytes given out so far.
  fileprivate(set) var count: UInt64 = 0
  /// Why the stream ended before its time, or `nil`.
  fileprivate(set) var damage: String?

  fileprivate init() {}

  /// A feed from a source.
  static func from<Source: CaptureByteSource & ~Copyable>(_ source: consuming Source) -> ByteFeed {
    SourceFeed(source)
  }

  /// Copies the next bytes into the buffer; 0 at the end, -1 after a failure.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int { 0 }

  /// Reads the next bytes into a range of an array, which is not empty; 0 at the end or after a
  /// failure, which ``damage`` tells.
  func read(into buffer: inout [UInt8], range: Range<Int>) -> Int { 0 }

  /// The first bytes, which stay to be read; fewer than asked for if there are no more.
  func peek(_ count: Int) -> [UInt8] { [] }
}

private final class SourceFeed<Source: CaptureByteSource & ~Copyable>: ByteFeed {
  private var source: Source
  private var chunk = [UInt8](repeating: 0, count: 1 << 18)
  private var start = 0
  private var end = 0

  init(_ source: consuming Source) {
    self.source = source
    super.init()
  }

  override func read(into buffer: inout [UInt8], range: Range<Int>) -> Int {
    if start < end {
      let size = min(range.count, end - start)
      buffer.replaceSubrange(
        range.lowerBound..<range.lowerBound + size, with: chunk[start..<start + size])
      start += size
      return size
    }
    guard damage == nil else { return 0 }
    do {
      let size = try source.read(into: &buffer, range: range)
      count += UInt64(size)
      if size == 0 { damage = source.damage }
      return size
    } catch {
      damage = "\(error)"
      return 0
    }
  }

  override func peek(_ count: Int) -> [UInt8] {
    while end < count, damage == nil {
      do {
        let size = try source.read(into: &chunk, range: end..<chunk.count)
        guard size > 0 else { break }
        self.count += UInt64(size)
        end += size
      } catch {
        damage = "\(error)"
      }
    }
    return Array(chunk[start..<min(end, start + count)])
  }

  override func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    if start == end {
      guard damage == nil else { return -1 }
      do {
        end = try source.read(into: &chunk, range: 0..<chunk.count)
        start = 0
        count += UInt64(end)
        if end == 0 { damage = source.damage }
      } catch {
        damage = "\(error)"
        start = 0
        end = 0
        return -1
      }
    }
    let size = min(buffer.count, end - start)
    guard size > 0 else { return 0 }
    unsafe chunk.withUnsafeBytes { bytes in
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + size]))
    }
    start += size
    return size
  }
}
