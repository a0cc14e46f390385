/// The places of one byte in a line, looked for 32 bytes at a time and given out one by one.
///
/// For records whose fields are all parted by the same byte: each look serves several fields, where
/// ``LineCursor/find(_:)-(UInt8)`` looks anew for each.
struct ByteMarks: BitwiseCopyable {
  private let byte: UInt8
  /// Where the next look begins.
  private var next: Int
  /// Places of the last look that were not given out, the bit of the first byte lowest.
  private var marks: UInt32 = 0

  /// The places of a byte from an index of the line on.
  @inline(__always)
  init(_ byte: UInt8, from index: Int) {
    self.byte = byte
    next = index
  }

  /// The next place within the line, or `nil` after the last.
  @inline(always)
  mutating func next(in line: LineCursor) -> Int? {
    while marks == 0 {
      guard next < line.end else { return nil }
      marks =
        next >= 0 && next &+ 32 <= line.bytes.count
        ? line.marks(of: byte, at: next)
        : ByteMarks.marksNearEnd(of: byte, line.bytes, at: next, to: line.end)
      next &+= 32
    }
    let index = next &- 32 &+ marks.trailingZeroBitCount
    marks &= marks &- 1
    return index < line.end ? index : nil
  }

  @inline(never)
  private static func marksNearEnd(
    of byte: UInt8, _ bytes: Span<UInt8>, at index: Int, to end: Int
  ) -> UInt32 {
    var marks: UInt32 = 0
    for offset in 0..<32 where index >= 0 && index + offset < end && bytes[index + offset] == byte {
      marks |= 1 << UInt32(offset)
    }
    return marks
  }
}
