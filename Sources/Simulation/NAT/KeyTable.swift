/// Positions of things that have a 64-bit key, found by key.
///
/// Open addressing, linear probing, deletion without tombstones, at most half full. Eight bytes an
/// entry: the keys themselves stay with the things. Searched for every session, hence not a
/// `Dictionary`.
struct KeyTable: ~Copyable, Sendable {
  struct Entry: BitwiseCopyable, Sendable {
    /// The low half of the key's hash.
    var hash: UInt32
    /// Position plus 1, 0 for a free entry.
    var position: UInt32
  }

  private var entries = Slab<Entry>(repeating: Entry(hash: 0, position: 0), count: 1024)
  private(set) var count = 0

  @inline(__always)
  private static func hash(_ key: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: CounterGenerator.mix(key))
  }

  /// The position of a key; `isAt` says whether the thing at a position has that key.
  @inline(__always)
  func find(_ key: UInt64, isAt: (UInt32) -> Bool) -> UInt32? {
    let hash = KeyTable.hash(key)
    let mask = entries.count - 1
    var index = Int(hash) & mask
    while entries[index].position != 0 {
      let entry = entries[index]
      if entry.hash == hash, isAt(entry.position - 1) { return entry.position - 1 }
      index = (index + 1) & mask
    }
    return nil
  }

  /// Reads where a key would stand, and gives back something that depends on it.
  @inline(__always)
  func touch(_ key: UInt64) -> UInt32 {
    entries[Int(KeyTable.hash(key)) & (entries.count - 1)].position
  }

  /// Adds the position of a key that is not in the table.
  mutating func insert(_ key: UInt64, _ position: UInt32) {
    if (count + 1) * 2 > entries.count { grow() }
    put(Entry(hash: KeyTable.hash(key), position: position + 1))
    count += 1
  }

  @inline(__always)
  private mutating func put(_ entry: Entry) {
    let mask = entries.count - 1
    var index = Int(entry.hash) & mask
    while entries[index].position != 0 { index = (index + 1) & mask }
    entries[index] = entry
  }

  /// Removes a position by its key if it is there, closing the hole (Knuth 6.4, algorithm R).
  mutating func remove(_ key: UInt64, _ position: UInt32) {
    let mask = entries.count - 1
    var hole = Int(KeyTable.hash(key)) & mask
    while entries[hole].position != position + 1 {
      if entries[hole].position == 0 { return }
      hole = (hole + 1) & mask
    }
    var index = (hole + 1) & mask
    while entries[index].position != 0 {
      let distance = (index &- Int(entries[index].hash)) & mask
      if distance >= (index &- hole) & mask {
        entries[hole] = entries[index]
        hole = index
      }
      index = (index + 1) & mask
    }
    entries[hole].position = 0
    count -= 1
  }

  private mutating func grow() {
    var old = Slab<Entry>(repeating: Entry(hash: 0, position: 0), count: entries.count * 2)
    swap(&old, &entries)
    for index in old.indices where old[index].position != 0 { put(old[index]) }
  }
}
