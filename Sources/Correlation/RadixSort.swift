/// Stable sorting of row numbers by an integer key.
package enum RadixSort {
  /// Sorts rows by the low `bits` bits of their key; rows with equal keys keep their order.
  ///
  /// - Complexity: O(n · bits / 11) time, 12 octets per row of extra room.
  package static func sort(_ rows: inout [UInt32], bits: Int, key: (UInt32) -> UInt64) {
    let digit = 11
    guard rows.count > 1, bits > 0 else { return }
    var keys = rows.map { key($0) }
    var otherRows = [UInt32](repeating: 0, count: rows.count)
    var otherKeys = [UInt64](repeating: 0, count: rows.count)
    for shift in stride(from: 0, to: min(bits, UInt64.bitWidth), by: digit) {
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
}
