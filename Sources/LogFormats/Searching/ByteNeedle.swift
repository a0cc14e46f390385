/// A short text that is looked for in much text: an address, or the number of a connection.
///
/// Compares three bytes of the needle at eight places at a time (a zero byte in the disjunction of
/// the differences), 64 places for each branch; only where all three agree is the rest compared. The
/// last bytes are taken, because addresses of one log begin alike.
package struct ByteNeedle: Equatable, Sendable {
  private let text: [UInt8]
  /// Distances from the front of the three bytes that are compared first.
  private let places: (Int, Int, Int)

  /// True for the same text.
  package static func == (left: Self, right: Self) -> Bool { left.text == right.text }

  /// A needle; `nil` for a text that is empty or longer than 64 bytes.
  package init?(_ string: String) {
    text = Array(string.utf8)
    guard !text.isEmpty, text.count <= 64 else { return nil }
    let last = text.count - 1
    places = (last, max(0, last - 1), max(0, last - 3))
  }

  /// The first place in `start..<end` where the needle stands by itself, or `nil`.
  ///
  /// By itself: with no digit before or after it, so that `192.0.2.1` is not found in `192.0.2.12`.
  func first(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    guard start >= 0, end <= bytes.count, end &- start >= text.count else { return nil }
    return unsafe bytes.withUnsafeBufferPointer { buffer -> Int? in
      guard let base = unsafe UnsafeRawPointer(buffer.baseAddress) else { return nil }
      var position = start
      // Every load below ends at or before the last byte that may belong to a needle.
      let wide = end &- text.count &- 63
      while position < wide {
        if unsafe mayStand(base + position) {
          for place in position..<position &+ 64
          where unsafe stands(base, at: place, bytes.count) { return place }
        }
        position &+= 64
      }
      while position <= end &- text.count {
        if unsafe stands(base, at: position, bytes.count) { return position }
        position &+= 1
      }
      return nil
    }
  }

  /// True if the needle may begin at one of 64 places.
  @inline(__always)
  private func mayStand(_ base: UnsafeRawPointer) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let first = UInt64(text[places.0]) &* ones
    let second = UInt64(text[places.1]) &* ones
    let third = UInt64(text[places.2]) &* ones
    var found: UInt64 = 0
    for step in 0..<8 {
      let word = unsafe base + step &* 8
      let difference =
        unsafe ((word + places.0).loadUnaligned(as: UInt64.self) ^ first)
        | ((word + places.1).loadUnaligned(as: UInt64.self) ^ second)
        | ((word + places.2).loadUnaligned(as: UInt64.self) ^ third)
      found |= (difference &- ones) & ~difference
    }
    return found & (ones << 7) != 0
  }

  /// True if the needle stands by itself at a place; it is known to end inside the text.
  @inline(__always)
  private func stands(_ base: UnsafeRawPointer, at place: Int, _ count: Int) -> Bool {
    for (index, byte) in text.enumerated()
    where unsafe base.load(fromByteOffset: place &+ index, as: UInt8.self) != byte { return false }
    func isDigit(_ index: Int) -> Bool {
      guard index >= 0, index < count else { return false }
      return unsafe base.load(fromByteOffset: index, as: UInt8.self) &- UInt8(ascii: "0") < 10
    }
    return !isDigit(place &- 1) && !isDigit(place &+ text.count)
  }
}

/// Counting lines.
enum LineBreaks {
  /// How many line breaks stand in `start..<end`.
  ///
  /// Eight bytes at a time: a lane counts for at most 255 words before the lanes are added up.
  static func count(in bytes: Span<UInt8>, from start: Int, to end: Int) -> UInt64 {
    guard start >= 0, start < end, end <= bytes.count else { return 0 }
    return unsafe bytes.withUnsafeBufferPointer { buffer -> UInt64 in
      guard let base = unsafe UnsafeRawPointer(buffer.baseAddress) else { return 0 }
      let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
      var total: UInt64 = 0
      var position = start
      while end &- position >= 8 {
        let words = min((end &- position) / 8, 255)
        var lanes: UInt64 = 0
        for index in 0..<words {
          let word = unsafe (base + position + index &* 8).loadUnaligned(as: UInt64.self)
          let difference = word ^ 0x0a0a_0a0a_0a0a_0a0a
          lanes &+= ~(((difference & low) &+ low) | difference | low) >> 7
        }
        let pairs = (lanes & 0x00ff_00ff_00ff_00ff) &+ (lanes >> 8 & 0x00ff_00ff_00ff_00ff)
        total &+= (pairs &* 0x0001_0001_0001_0001) >> 48
        position &+= words &* 8
      }
      while position < end {
        if unsafe base.load(fromByteOffset: position, as: UInt8.self) == 0x0a { total &+= 1 }
        position &+= 1
      }
      return total
    }
  }
}
