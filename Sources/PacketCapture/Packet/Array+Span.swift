extension [UInt8] {
  /// A copy of a part of a span.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    self.init()
    append(bytes.extracting(range))
  }

  /// Appends all bytes of a span at once.
  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
