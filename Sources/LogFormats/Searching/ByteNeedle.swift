import CByteMasks

/// A short text that is looked for in much text: an address, or the number of a connection.
///
/// Compares three bytes of the needle at 64 places at a time; only where all three agree is the rest
/// compared. The last bytes are taken, because addresses of one log begin alike.
package struct ByteNeedle: Equatable, Sendable {
  private let text: [UInt8]
  /// The three bytes that are compared first, and their distances from the front.
  private let wanted: (UInt8, UInt8, UInt8)
  private let distances: (UInt8, UInt8, UInt8)

  /// True for the same text.
  package static func == (left: Self, right: Self) -> Bool { left.text == right.text }

  /// A needle; `nil` for a text that is empty or longer than 64 bytes.
  package init?(_ string: String) {
    text = Array(string.utf8)
    guard !text.isEmpty, text.count <= 64 else { return nil }
    let last = text.count - 1
    let places = (last, max(0, last - 1), max(0, last - 3))
    wanted = (text[places.0], text[places.1], text[places.2])
    distances = (UInt8(places.0), UInt8(places.1), UInt8(places.2))
  }

  /// The first place in `start..<end` where the needle stands by itself, or `nil`.
  ///
  /// By itself: with no digit before or after it, so that `192.0.2.1` is not found in `192.0.2.12`.
  func first(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    guard start >= 0, end <= bytes.count, end &- start >= text.count else { return nil }
    return unsafe bytes.withUnsafeBufferPointer { buffer -> Int? in
      guard let base = buffer.baseAddress else { return nil }
      var position = start
      while true {
        // Nothing is read at or after `end`: the last place of all 64 has room for the needle.
        let wide = max(0, end &- text.count &+ 1 &- position) & ~63
        position &+= unsafe mayStand(base + position, wide)
        let limit = min(position &+ 64, end &- text.count &+ 1)
        guard position < limit else { return nil }
        for place in position..<limit
        where unsafe stands(base, at: place, bytes.count) { return place }
        position = limit
      }
    }
  }

  /// The front of the first 64 of so many places at one of which the needle may begin.
  @inline(__always)
  private func mayStand(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
    unsafe withUnsafeBytes(of: wanted) { wanted in
      unsafe withUnsafeBytes(of: distances) { distances in
        unsafe Int(
          natlens_find(
            base, UInt64(count), wanted.baseAddress?.assumingMemoryBound(to: UInt8.self),
            distances.baseAddress?.assumingMemoryBound(to: UInt8.self)))
      }
    }
  }

  /// True if the needle stands by itself at a place; it is known to end inside the text.
  @inline(__always)
  private func stands(_ base: UnsafePointer<UInt8>, at place: Int, _ count: Int) -> Bool {
    // Texts of one log differ at their ends.
    for index in text.indices.reversed()
    where unsafe base[place &+ index] != text[index] { return false }
    func isDigit(_ index: Int) -> Bool {
      guard index >= 0, index < count else { return false }
      return unsafe base[index] &- UInt8(ascii: "0") < 10
    }
    return !isDigit(place &- 1) && !isDigit(place &+ text.count)
  }
}
