/// Freed ports that must not be reused yet (RFC 6888 REQ-8), first in first out.
///
/// The hold is the same for all ports and they are freed in order of time, so the queue is sorted.
struct HoldDownQueue: Sendable {
  /// One held port; what `what` means is the NAT's business.
  struct Entry: BitwiseCopyable, Sendable {
    var time: Int64
    var what: UInt64
  }

  private var entries = [Entry](repeating: Entry(time: 0, what: 0), count: 256)
  private var head = 0
  private(set) var count = 0

  /// How many entries ``coming`` has.
  static let stretch = 64

  /// True after every ``stretch``th port.
  var isAtStretch: Bool { head & (HoldDownQueue.stretch - 1) == 0 }

  /// The ports that will be free next, at most a stretch of them.
  ///
  /// Storage is a power of two and no smaller than a stretch, so they stand in one piece at the
  /// beginning of a stretch.
  var coming: ArraySlice<Entry> {
    entries[head..<min(entries.count, head + min(count, HoldDownQueue.stretch))]
  }

  /// When the first port becomes free.
  var firstTime: Int64? { count == 0 ? nil : entries[head].time }

  /// Adds a port at the end.
  mutating func append(time: Int64, what: UInt64) {
    if count == entries.count {
      entries = Array(entries[head...] + entries[..<head])
      head = 0
      entries += [Entry](repeating: Entry(time: 0, what: 0), count: count)
    }
    entries[(head + count) & (entries.count - 1)] = Entry(time: time, what: what)
    count += 1
  }

  /// Takes the first port, if it is free by `time`.
  mutating func popFirst(by time: Int64) -> Entry? {
    guard count > 0, entries[head].time <= time else { return nil }
    defer {
      head = (head + 1) & (entries.count - 1)
      count -= 1
    }
    return entries[head]
  }
}
