/// A set of pairs of positions, to count distinct pairs in long logs.
///
/// Open addressing with linear probing over one array of 64-bit words, at least half of them free.
/// Unlike `Set` it does not hash with a key against chosen collisions: positions are given out by
/// the program, so nobody chooses them.
package struct PairSet: Sendable {
  /// Pair plus one; 0 marks a free slot.
  ///
  /// The count is a power of two.
  private var slots: [UInt64]
  /// Number of distinct pairs.
  package private(set) var count = 0

  private static let leastSlots = 64

  /// An empty set.
  package init() { slots = [UInt64](repeating: 0, count: PairSet.leastSlots) }

  /// Adds a pair; false if it was there already.
  ///
  /// Amortised O(1).
  /// - Precondition: both in `0..<UInt32.max`.
  package mutating func insert(_ first: Int, _ second: Int) -> Bool {
    let word = (UInt64(UInt32(first)) << 32 | UInt64(UInt32(second))) + 1
    guard PairSet.place(word, in: &slots) else { return false }
    count += 1
    if count * 2 > slots.count {
      var wider = [UInt64](repeating: 0, count: slots.count * 2)
      for word in slots where word != 0 { _ = PairSet.place(word, in: &wider) }
      slots = wider
    }
    return true
  }

  /// Empties the set and keeps its storage.
  package mutating func removeAll() {
    for slot in slots.indices { slots[slot] = 0 }
    count = 0
  }

  private static func place(_ word: UInt64, in slots: inout [UInt64]) -> Bool {
    var slot = Int(truncatingIfNeeded: CounterRandom.mix(word)) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == word { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = word
    return true
  }
}
