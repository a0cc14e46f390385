/// A stream of plain bytes that holds a capture: what stands between decompression and libpcap.
package protocol CaptureByteSource: ~Copyable {
  /// Reads some bytes into `buffer[range]` and returns how many; 0 is the end.
  ///
  /// The range is not empty and lies inside the buffer. Called from one thread.
  mutating func read(into buffer: inout [UInt8], range: Range<Int>) throws -> Int
}
