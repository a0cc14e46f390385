/// Freed ports that must not be reused yet (RFC 6888 REQ-8), first in first out.
///
/// The hold is the same for all ports and they are freed in order of time, so the queue is sorted.
struct HoldDownQueue: ~Copyable, Sendable {
  /// One held port; what `what` means is the NAT's business.
  struct Entry: BitwiseCopyable, Sendable {
    var time: Int64
    var what: UInt64
  }

  private var entries = Slab<Entry>(repeating: Entry(time: 0, what: 0), count: 256)
  private var head = 0
  private(set) var count = 0

  /// How many entries ``forEachComing(_:)`` looks at.
  static let stretch = 64

  /// True after every ``stretch``th port.
  var isAtStretch: Bool { head & (HoldDownQueue.stretch - 1) == 0 }

  /// The ports that will be free next, at most a stretch of them, in order.
  @inline(__always)
  func forEachComing(_ body: (Entry) -> Void) {
    for ahead in 0..<min(count, HoldDownQueue.stretch) {
      body(entries[(head + ahead) & (entries.count - 1)])
    }
  }

  /// When the first port becomes free.
  var firstTime: Int64? { count == 0 ? nil : entries[head].time }

  /// Adds a port at the end.
  mutating func append(time: Int64, what: UInt64) {
    if count == entries.count {
      var larger = Slab<Entry>(capacity: count * 2)
      for place in 0..<count { larger.append(entries[(head + place) & (count - 1)]) }
      larger.append(repeating: Entry(time: 0, what: 0), count: count)
      entries = larger
      head = 0
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
