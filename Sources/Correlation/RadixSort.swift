/// Stable sorting of row numbers by an integer key.
package enum RadixSort {
  private static let digit = 11
  /// Below this many rows comparing is faster than counting.
  private static let few = 512

  /// Sorts rows by the low `bits` bits of their key; rows with equal keys keep their order.
  ///
  /// - Complexity: O(n · bits / 11) time, 20 octets per row of extra room; bits that are zero in
  ///   every key cost nothing.
  package static func sort(_ rows: inout [UInt32], bits: Int, key: (UInt32) -> UInt64) {
    guard rows.count > 1, bits > 0 else { return }
    let mask = bits >= UInt64.bitWidth ? UInt64.max : (1 << UInt64(bits)) - 1
    var used: UInt64 = 0
    var keys = rows.map { row in
      let value = key(row) & mask
      used |= value
      return value
    }
    guard rows.count >= few else {
      sortFew(&rows, keys)
      return
    }
    var otherRows = [UInt32](repeating: 0, count: rows.count)
    var otherKeys = [UInt64](repeating: 0, count: rows.count)
    for shift in stride(from: 0, to: UInt64.bitWidth - used.leadingZeroBitCount, by: digit) {
      var offsets = [Int](repeating: 0, count: 1 << digit)
      for value in keys { offsets[Int(value >> UInt64(shift) & 0x7ff)] += 1 }
      // One digit for all rows: nothing to do in this pass.
      if offsets.contains(keys.count) { continue }
      var total = 0
      for bucket in offsets.indices {
        let count = offsets[bucket]
        offsets[bucket] = total
        total += count
      }
      for index in keys.indices {
        let bucket = Int(keys[index] >> UInt64(shift) & 0x7ff)
        otherKeys[offsets[bucket]] = keys[index]
        otherRows[offsets[bucket]] = rows[index]
        offsets[bucket] += 1
      }
      swap(&keys, &otherKeys)
      swap(&rows, &otherRows)
    }
  }

  private static func sortFew(_ rows: inout [UInt32], _ keys: [UInt64]) {
    var order = keys.indices.map { (key: keys[$0], place: $0) }
    order.sort { $0.key == $1.key ? $0.place < $1.place : $0.key < $1.key }
    rows = order.map { [rows] in rows[$0.place] }
  }
}
