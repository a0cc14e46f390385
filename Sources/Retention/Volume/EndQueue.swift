/// Records that have begun and not ended yet, the first to end first: a binary heap.
///
/// Records that end at the same time come in order of their position, so the order of a log never
/// depends on how it was made.
struct EndQueue {
  /// One record.
  struct Waiting {
    /// Nanoseconds since 1970 UTC.
    var end: Int64
    var position: Int

    fileprivate static func < (left: Waiting, right: Waiting) -> Bool {
      left.end != right.end ? left.end < right.end : left.position < right.position
    }
  }

  private var heap: [Waiting] = []

  /// The record that ends first.
  var first: Waiting? { heap.first }

  /// Adds a record.
  ///
  /// - Complexity: O(log n) in the number of records waiting.
  mutating func add(_ waiting: Waiting) {
    heap.append(waiting)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the record that ends first out.
  ///
  /// - Complexity: O(log n) in the number of records waiting.
  mutating func removeFirst() -> Waiting? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child] < heap[least] { least = child }
      }
      guard least != parent else { return first }
      heap.swapAt(least, parent)
      parent = least
    }
  }
}
