#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's vectorised searches over a span: the only place that calls `memchr` and its kin.
///
/// Pointers live for one call and never reach outside the range that was asked for, which is
/// checked first.
enum ByteSearch {
  /// The index of the first `byte` in `start..<end`, or `nil`.
  @inline(__always)
  static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    guard start >= 0, start < end, end <= bytes.count else { return nil }
    return unsafe bytes.withUnsafeBufferPointer { buffer -> Int? in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, Int32(byte), end &- start)
      else { return nil }
      return unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
    }
  }

  /// The index of the last `byte` in `start..<end`, or `nil`.
  static func last(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    guard start >= 0, start < end, end <= bytes.count else { return nil }
    var index = end
    while index > start {
      index -= 1
      if bytes[index] == byte { return index }
    }
    return nil
  }

  /// The index at which `text` first begins in `start..<end`, or `nil`; the text is not empty.
  ///
  /// Goes from one occurrence of the text's first byte to the next, so that byte should be rare.
  @inline(__always)
  static func first(_ text: StaticString, in bytes: Span<UInt8>, from start: Int, to end: Int)
    -> Int?
  {
    let head = unsafe text.utf8Start.pointee
    var index = start
    while let found = first(head, in: bytes, from: index, to: end) {
      if matches(text, in: bytes, at: found, to: end) { return found }
      index = found &+ 1
    }
    return nil
  }

  /// True if `text` stands at `start`, wholly before `end`.
  @inline(__always)
  static func matches(_ text: StaticString, in bytes: Span<UInt8>, at start: Int, to end: Int)
    -> Bool
  {
    let length = text.utf8CodeUnitCount
    guard start >= 0, start <= end, end <= bytes.count, end &- start >= length else { return false }
    return unsafe matchesUnchecked(text, in: bytes, at: start)
  }

  /// True if `text` stands at `start`.
  ///
  /// - Precondition: as many bytes as the text has follow `start` in the span; not checked.
  @unsafe
  @inline(__always)
  static func matchesUnchecked(_ text: StaticString, in bytes: Span<UInt8>, at start: Int) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return unsafe memcmp(base + start, text.utf8Start, text.utf8CodeUnitCount) == 0
    }
  }

  /// True if the `count` bytes at `left` equal those at `right` of another span.
  @inline(__always)
  static func equal(
    _ bytes: Span<UInt8>, at left: Int, _ other: Span<UInt8>, at right: Int, count: Int
  ) -> Bool {
    guard left >= 0, right >= 0, count >= 0, left &+ count <= bytes.count,
      right &+ count <= other.count
    else { return false }
    return unsafe bytes.withUnsafeBufferPointer { first in
      unsafe other.withUnsafeBufferPointer { second in
        guard let a = first.baseAddress, let b = second.baseAddress else { return count == 0 }
        return unsafe memcmp(a + left, b + right, count) == 0
      }
    }
  }
}
