/// Turns compressed bytes into plain ones, a piece at a time, in bounded memory.
protocol StreamDecoder: AnyObject {
  /// True if everything taken so far ends where a stream may end.
  var isAtBoundary: Bool { get }

  /// Decodes from the front of `input` into `output[range]`.
  ///
  /// Advances `input` by what was taken and returns how many bytes were written. Writing nothing
  /// without taking anything means that more input is needed. After a throw, what was written
  /// before stays valid and the stream is over.
  func decode(_ input: inout InputWindow, into output: inout [UInt8], range: Range<Int>)
    throws(StreamDamage) -> Int
}

/// A compressed stream that cannot be decoded further.
struct StreamDamage: Error {
  /// What is wrong, for people.
  var reason: String
}

/// The compressed bytes that have been read and not yet decoded.
struct InputWindow {
  /// Storage; only `bytes[start..<end]` is meant.
  var bytes: [UInt8]
  /// First byte not yet taken.
  var start = 0
  /// One past the last byte read.
  var end = 0

  /// An empty window over storage of a size.
  init(capacity: Int) { bytes = [UInt8](repeating: 0, count: capacity) }

  /// True if every byte was taken.
  var isEmpty: Bool { start == end }
}
