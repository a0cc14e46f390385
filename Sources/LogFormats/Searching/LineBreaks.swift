import CByteMasks

/// Counting lines.
enum LineBreaks {
  /// How many line breaks stand in `start..<end`; 0 for a range that is not inside the bytes.
  static func count(in bytes: Span<UInt8>, from start: Int, to end: Int) -> UInt64 {
    guard start >= 0, start < end, end <= bytes.count else { return 0 }
    return unsafe bytes.withUnsafeBufferPointer { buffer -> UInt64 in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe natlens_count(base + start, UInt64(end &- start), 0x0a)
    }
  }
}
