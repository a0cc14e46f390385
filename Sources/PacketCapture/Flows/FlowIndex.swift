/// Where the record of a flow is: open addressing with linear probing over (hash, position) pairs.
struct FlowIndex {
  /// High half: the hash; low half: position plus one, 0 for a free slot.
  ///
  /// The number of slots is a power of two and at least twice that of positions.
  private var slots = [UInt64](repeating: 0, count: 1024)
  /// Positions in the index.
  private(set) var count = 0

  /// The position under a hash whose record has the key.
  func find(_ hash: UInt32, _ key: FlowKey, in records: [FlowRecord]) -> Int? {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let entry = slots[slot]
      if entry >> 32 == hash {
        let position = Int(truncatingIfNeeded: entry & 0xffff_ffff) - 1
        if records[position].key == key { return position }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Adds a position under a hash.
  mutating func insert(_ hash: UInt32, position: Int) {
    if (count + 1) * 2 > slots.count { grow() }
    place(UInt64(hash) << 32 | UInt64(position + 1))
    count += 1
  }

  /// Takes out a position and closes the gap behind it (Knuth, volume 3, algorithm 6.4R).
  mutating func remove(_ hash: UInt32, position: Int) {
    let mask = slots.count - 1
    let entry = UInt64(hash) << 32 | UInt64(position + 1)
    var gap = Int(hash) & mask
    while slots[gap] != entry {
      guard slots[gap] != 0 else { return }
      gap = (gap + 1) & mask
    }
    var slot = (gap + 1) & mask
    while slots[slot] != 0 {
      let home = Int(slots[slot] >> 32) & mask
      // It may move back unless its home lies behind the gap.
      if (slot - home) & mask >= (slot - gap) & mask {
        slots[gap] = slots[slot]
        gap = slot
      }
      slot = (slot + 1) & mask
    }
    slots[gap] = 0
    count -= 1
  }

  private mutating func place(_ entry: UInt64) {
    let mask = slots.count - 1
    var slot = Int(entry >> 32) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { place(entry) }
  }
}
