/// Finds where messages end that stand one after another, with nothing between them.
///
/// IPFIX states its length (RFC 5655 section 5), NetFlow v5 its number of records. NetFlow v9 states
/// no length: its end is where the next set would begin and a header does, which cannot be mistaken,
/// because set numbers 2 to 255 are not used.
enum FlowExportFraming {
  /// Where a message ends.
  enum Extent: Equatable {
    /// So many octets from its start.
    case octets(Int)
    /// More octets are needed to tell.
    case needMore
    /// What stands here is no message.
    case damaged
  }

  /// Longest message: a UDP datagram, or the length field of IPFIX.
  static let longest = 65535

  /// The extent of the message at `start`; `isEnd` says that no octets follow those given.
  static func extent(_ bytes: Span<UInt8>, at start: Int, isEnd: Bool) -> Extent {
    let available = bytes.count - start
    guard available >= 4 else { return isEnd ? .damaged : .needMore }
    let second = Int(bytes.network16(at: start + 2))
    switch bytes.network16(at: start) {
    case 10:
      guard second >= 16 else { return .damaged }
      return second <= available || isEnd ? .octets(min(second, available)) : .needMore
    case 9: return netFlow9(bytes, at: start, isEnd: isEnd)
    case 5:
      let length = 24 + 48 * second
      guard length <= longest, second > 0 else { return .damaged }
      return length <= available || isEnd ? .octets(min(length, available)) : .needMore
    default: return .damaged
    }
  }

  private static func netFlow9(_ bytes: Span<UInt8>, at start: Int, isEnd: Bool) -> Extent {
    var position = start + 20
    guard position <= bytes.count else { return isEnd ? .octets(bytes.count - start) : .needMore }
    while position - start <= longest {
      guard position + 4 <= bytes.count else {
        return isEnd ? .octets(bytes.count - start) : .needMore
      }
      let id = bytes.network16(at: position)
      let length = Int(bytes.network16(at: position + 2))
      if id == 9, position > start + 20 { return .octets(position - start) }
      guard length >= 4, id <= 1 || id >= 256 else {
        // Damage inside a message: the rest can only be searched for the next one.
        return .octets(next(bytes, after: position) - start)
      }
      position += length
    }
    return .damaged
  }

  /// Where the next message seems to begin after damage, or the end of the octets.
  ///
  /// A message begins with its version, and states a plausible length and first set.
  static func next(_ bytes: Span<UInt8>, after start: Int) -> Int {
    var position = start + 1
    while position + 24 <= bytes.count {
      if bytes[position] == 0, isPlausible(bytes, at: position) { return position }
      position += 1
    }
    return bytes.count
  }

  /// True if a header stands here that could begin a message.
  ///
  /// - Precondition: 24 octets follow.
  static func isPlausible(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    let second = bytes.network16(at: start + 2)
    switch bytes.network16(at: start) {
    case 10:
      let set = bytes.network16(at: start + 16)
      let length = bytes.network16(at: start + 18)
      return second >= 20 && (set == 2 || set == 3 || set >= 256) && length >= 4
        && length <= second - 16 && isTime(bytes.network32(at: start + 4))
    case 9:
      let set = bytes.network16(at: start + 20)
      return second > 0 && (set <= 1 || set >= 256) && bytes.network16(at: start + 22) >= 4
        && isTime(bytes.network32(at: start + 8))
    case 5: return (1...30).contains(second) && isTime(bytes.network32(at: start + 8))
    default: return false
    }
  }

  /// True for seconds since 1970 in the years 1990 to 2105.
  private static func isTime(_ seconds: UInt32) -> Bool { seconds >= 631_152_000 }
}
