/// Bytes of a feed that were read and not used yet: readers of files look at records in place.
///
/// One buffer, which grows only for a record that is longer.
struct FeedWindow: ~Copyable {
  private let feed: ByteFeed
  /// Valid from ``start`` for ``count`` bytes.
  private(set) var bytes: [UInt8]
  /// First byte not yet used.
  private(set) var start = 0
  private var end = 0
  /// Place of that byte in the plain file.
  private(set) var position: UInt64 = 0

  /// Large enough that a call of the system costs little, small enough for the processor's cache.
  private static let size = 1 << 18

  /// A window on a feed of which no bytes were taken yet.
  init(_ feed: ByteFeed) {
    self.feed = feed
    bytes = [UInt8](repeating: 0, count: FeedWindow.size)
  }

  /// Bytes that are there.
  var count: Int { end - start }

  /// Bytes that the feed has given so far.
  var byteCount: UInt64 { feed.count }

  /// Why the feed ended before its time, or `nil`.
  var damage: String? { feed.damage }

  /// Makes sure that so many bytes are there; false if the file ends before.
  @inline(__always)
  mutating func fill(_ count: Int) -> Bool { end &- start >= count || refill(count) }

  /// Passes over bytes that are there.
  @inline(__always)
  mutating func consume(_ count: Int) {
    start &+= count
    position &+= UInt64(count)
  }

  private mutating func refill(_ count: Int) -> Bool {
    // A replaced range would copy the whole buffer, which the slice holds on to.
    for place in start..<end { bytes[place - start] = bytes[place] }
    end -= start
    start = 0
    while end < count {
      // Grown only as bytes come: a length that a file states is only a claim.
      if end == bytes.count {
        let more = min(count, bytes.count * 2) - bytes.count
        bytes.append(contentsOf: repeatElement(0, count: more))
      }
      let got = feed.read(into: &bytes, range: end..<bytes.count)
      guard got > 0 else { return false }
      end += got
    }
    return true
  }
}
