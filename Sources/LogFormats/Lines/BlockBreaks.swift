import CByteMasks

/// The line breaks of a block, found many at once and given out one by one.
///
/// To find each by a search of its own costs a call for a line, and a misprediction where lines differ
/// in length; here some twenty lines share both.
struct BlockBreaks {
  /// Bytes that are looked at in one go, at most; places are counted from the first of them.
  private static let stretch = 1 << 12

  private var places: [256 of UInt16] = .init(repeating: 0)
  /// How many places were found, and how many of them were given out.
  private var found = 0
  private var given = 0
  /// What the places are counted from, and where the next look begins.
  private var base: Int
  private var next: Int

  /// The line breaks from an index on.
  init(from index: Int) {
    base = index
    next = index
  }

  /// The index of the next line break before `limit`, or `limit` after the last.
  ///
  /// - Precondition: ``LineBlock/padding`` bytes that are no line breaks follow the limit in the span.
  @inline(__always)
  mutating func next(in bytes: Span<UInt8>, to limit: Int) -> Int {
    if given == found, !look(at: bytes, to: limit) { return limit }
    let index = base &+ Int(places[given])
    given &+= 1
    return index
  }

  /// Finds further breaks; false if there are none.
  @inline(never)
  private mutating func look(at bytes: Span<UInt8>, to limit: Int) -> Bool {
    given = 0
    found = 0
    while found == 0 {
      guard next >= 0, next < limit, limit + LineBlock.padding <= bytes.count else { return false }
      base = next
      let size = UInt32(min(BlockBreaks.stretch, limit - next))
      var span = places.mutableSpan
      let (seen, count) = unsafe bytes.withUnsafeBytes { buffer in
        unsafe span.withUnsafeMutableBufferPointer { places in
          let result = unsafe natlens_line_breaks(
            buffer.baseAddress.unsafelyUnwrapped + base, size,
            places.baseAddress.unsafelyUnwrapped)
          return (Int(result >> 32), Int(result & 0xffff_ffff))
        }
      }
      next += seen
      found = count
    }
    return true
  }
}
