/// A stream of plain bytes that holds a capture: what stands between decompression and libpcap.
package protocol CaptureByteSource: ~Copyable {
  /// Why the bytes ended before their time, or `nil`; asked for once ``read(into:range:)`` gave 0.
  var damage: String? { get }

  /// Reads some bytes into `buffer[range]` and returns how many; 0 is the end.
  ///
  /// The range is not empty and lies inside the buffer. Called from one thread.
  mutating func read(into buffer: inout [UInt8], range: Range<Int>) throws -> Int
}

extension CaptureByteSource where Self: ~Copyable {
  /// A source that cannot tell ends where it ends.
  package var damage: String? { nil }
}
