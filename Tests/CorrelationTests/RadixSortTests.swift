import Correlation
import Testing

@Suite struct RadixSortTests {
  @Test(arguments: [1, 8, 11, 12, 33, 64]) func `sorts stably by the low bits`(bits: Int) {
    var random = SeededGenerator(seed: UInt64(bits))
    let mask = bits == 64 ? UInt64.max : 1 << UInt64(bits) - 1
    let keys = (0..<500).map { _ in random.next() & mask & (random.oneIn(2) ? 0xff : .max) }
    var rows = Array(0..<UInt32(keys.count))
    RadixSort.sort(&rows, bits: bits) { keys[Int($0)] }
    let expected = (0..<UInt32(keys.count)).sorted {
      (keys[Int($0)], $0) < (keys[Int($1)], $1)
    }
    #expect(rows == expected)
  }
}
