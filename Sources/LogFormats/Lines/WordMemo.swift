/// A short word and what ends it, as they stood at one turn of the last record.
///
/// A device names the same interfaces line after line. Where the next byte of a kind stands has to be
/// looked for, and all that is read behind it waits for what is found; that the same word stands here
/// again is compared, and a comparison is predicted.
struct WordMemo: BitwiseCopyable, Sendable {
  /// The word with its end, at most eight bytes, the first lowest; only its end at first.
  fileprivate var word: UInt64
  /// Ones where `word` has bytes.
  fileprivate var mask: UInt64 = 0xff
  /// Bytes of both.
  fileprivate var length = 1
  fileprivate let end: UInt8

  /// A memo of words that end with a byte.
  init(until end: UInt8) {
    self.end = end
    word = UInt64(end)
  }
}

extension LineCursor {
  /// Passes over everything up to and including the byte that ends the memo's words; false, and no
  /// move, without one.
  ///
  /// What ``skipPast(_:)`` does.
  @inline(__always)
  mutating func skipPast(_ memo: inout WordMemo) -> Bool {
    if hasRoom, (uncheckedWord(at: position) ^ memo.word) & memo.mask == 0,
      position &+ memo.length <= end
    {
      move(to: position &+ memo.length)
      return true
    }
    return skipAndLearn(&memo)
  }

  @inline(__always)
  private mutating func skipAndLearn(_ memo: inout WordMemo) -> Bool {
    guard let found = find(memo.end) else { return false }
    let length = found &+ 1 &- position
    if length <= 8 {
      memo.mask = .max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* length)
      memo.word = word(at: position) & memo.mask
      memo.length = length
    }
    move(to: found &+ 1)
    return true
  }
}
