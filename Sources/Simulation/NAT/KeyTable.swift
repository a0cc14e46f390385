/// 64-bit keys to 32-bit positions: open addressing, linear probing, deletion without tombstones.
///
/// At most half full. Looked up once or twice for every session, hence not a `Dictionary`.
struct KeyTable: Sendable {
  private struct Entry: BitwiseCopyable, Sendable {
    /// 0 marks a free entry.
    var key: UInt64
    var value: UInt32
  }

  private var entries = [Entry](repeating: Entry(key: 0, value: 0), count: 1024)
  private(set) var count = 0

  /// Position where a key is or would be.
  @inline(__always)
  private func home(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: CounterGenerator.mix(key)) & (entries.count - 1)
  }

  /// The value of a key that is not 0.
  func find(_ key: UInt64) -> UInt32? {
    var position = home(key)
    while entries[position].key != 0 {
      if entries[position].key == key { return entries[position].value }
      position = (position + 1) & (entries.count - 1)
    }
    return nil
  }

  /// Adds a key that is not 0 and not in the table.
  mutating func insert(_ key: UInt64, _ value: UInt32) {
    if (count + 1) * 2 > entries.count { grow() }
    var position = home(key)
    while entries[position].key != 0 { position = (position + 1) & (entries.count - 1) }
    entries[position] = Entry(key: key, value: value)
    count += 1
  }

  /// Removes a key if it is there, closing the hole (Knuth 6.4, algorithm R).
  mutating func remove(_ key: UInt64) {
    let mask = entries.count - 1
    var hole = home(key)
    while entries[hole].key != key {
      if entries[hole].key == 0 { return }
      hole = (hole + 1) & mask
    }
    var position = (hole + 1) & mask
    while entries[position].key != 0 {
      let distance = (position &- home(entries[position].key)) & mask
      if distance >= (position &- hole) & mask {
        entries[hole] = entries[position]
        hole = position
      }
      position = (position + 1) & mask
    }
    entries[hole].key = 0
    count -= 1
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(key: 0, value: 0), count: old.count * 2)
    count = 0
    for entry in old where entry.key != 0 { insert(entry.key, entry.value) }
  }
}
