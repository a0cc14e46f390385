import Testing

@testable import Correlation

@Suite struct PackedColumnTests {
  private func column<Value>(_ values: [Value], isTime: Bool = false) -> PackedColumn<Value> {
    var column = PackedColumn<Value>(isTime: isTime)
    for value in values { column.append(value) }
    return column
  }

  private func rows<Value>(_ column: PackedColumn<Value>) -> [Value] {
    (0..<column.count).map { column[$0] }
  }

  @Test func `every value comes back, whatever the widths and the number of rows`() {
    var random = SeededGenerator(seed: 3)
    for count in [0, 1, 255, 256, 257, 511, 512, 700, 2048] {
      for bits in 0...64 {
        let mask: UInt64 = bits == 0 ? 0 : UInt64.max >> UInt64(64 - bits)
        let values = (0..<count).map { _ in UInt64(random.next()) & mask }
        #expect(rows(column(values)) == values, "\(count) rows of \(bits) bits")
      }
    }
    let ends = [Int64.min, .max, 0, -1, 1] + (0..<300).map { Int64($0) - 150 }
    #expect(rows(column(ends)) == ends)
    #expect(rows(column(ends, isTime: true)) == ends)
  }

  @Test func `a reader gives the rows block by block`() {
    var random = SeededGenerator(seed: 5)
    for count in [1, 255, 256, 257, 700, 1024] {
      for bits in 0...64 {
        let mask: UInt64 = bits == 0 ? 0 : UInt64.max >> UInt64(64 - bits)
        let values = (0..<count).map { _ in UInt64(random.next()) & mask }
        var reader = ColumnReader(column(values))
        for block in 0...(count - 1) / 256 {
          reader.read(block)
          let rows = Array(values[block * 256..<min(count, block * 256 + 256)])
          #expect(rows.indices.map { reader[$0] } == rows, "\(count) rows of \(bits) bits")
        }
      }
    }
    let seconds = (0..<600).map { Int64($0 * 7) * 1_000_000_000 }
    var reader = ColumnReader(column(seconds, isTime: true))
    reader.read(1)
    #expect((0..<256).map { reader[$0] } == Array(seconds[256..<512]))
  }

  @Test func `rows are replaced by other values`() {
    let values = (0..<900).map { UInt16($0 % 50) }
    var wanted = values
    var changes: [(row: Int, value: UInt16)] = []
    for row in stride(from: 3, to: 900, by: 70) {
      wanted[row] = UInt16(row)
      changes.append((row, UInt16(row)))
    }
    #expect(rows(column(values).replacing(changes)) == wanted)
    #expect(rows(column(values).replacing([(7, 7)])) == values)
    #expect(column([4, 4] as [UInt8]).replacing([(1, 4)]).uniform == 4)
    #expect(rows(column([4, 4] as [UInt8]).replacing([(1, 5)])) == [4, 5])
  }

  @Test func `times of a coarse clock take the bits of the coarse clock`() {
    let seconds = (0..<1024).map { 1_700_000_000_000_000_000 + Int64($0 / 4) * 1_000_000_000 }
    let packed = column(seconds, isTime: true)
    #expect(rows(packed) == seconds)
    // 256 rows span 64 seconds: 6 bits each, and 16 octets for the header.
    #expect(packed.octets == 4 * (16 + 6 * 4 * 8))
    #expect(column(seconds).octets > 4 * packed.octets)
    let mixed = seconds.enumerated().map { $0.offset % 300 == 299 ? $0.element + 1 : $0.element }
    #expect(rows(column(mixed, isTime: true)) == mixed)
  }

  @Test func `a column without variation stores nothing until a row differs`() {
    var packed = column([UInt32](repeating: 7, count: 600))
    #expect(packed.uniform == 7)
    #expect(packed.octets == 0)
    packed.append(8)
    #expect(packed.uniform == nil)
    #expect(rows(packed) == [UInt32](repeating: 7, count: 600) + [8])
  }

  @Test func `columns are joined and put in another order`() {
    for (left, right) in [(0, 3), (3, 0), (300, 300), (256, 5), (700, 1)] {
      let first = (0..<left).map { UInt16($0 % 7) }
      let second = (0..<right).map { UInt16($0 % 5) }
      var packed = column(first)
      packed.append(contentsOf: column(second))
      #expect(rows(packed) == first + second)
      let order = (0..<UInt32(left + right)).reversed().map { $0 }
      #expect(rows(packed.permuted(order)) == (first + second).reversed())
    }
    var same = column([4, 4] as [UInt8])
    same.append(contentsOf: column([4, 4, 4]))
    #expect(same.uniform == 4)
    #expect(same.count == 5)
    #expect(rows(same.permuted([0, 2])) == [4, 4])
  }

  @Test func `the least value and the place of a value are found from block headers`() {
    var random = SeededGenerator(seed: 9)
    for count in [1, 10, 256, 1000, 3000] {
      let values = (0..<count).map { _ in Int64(random.below(500)) - 250 }
      #expect(column(values).minimum == values.min())
      let sorted = values.sorted()
      let packed = column(sorted)
      for _ in 0..<50 {
        let first = random.below(count + 1)
        let last = first + random.below(count - first + 1)
        let wanted = Int64(random.below(520)) - 260
        let expected = (first..<last).first { sorted[$0] >= wanted } ?? last
        #expect(packed.partition(first..<last, below: wanted) == expected)
      }
    }
    #expect(PackedColumn<UInt8>().minimum == nil)
  }

  @Test func `groups that ascend on their own are searched on their own`() {
    // Four groups of 300: the values fall between groups, inside blocks.
    let values = (0..<1200).map { UInt32($0 % 300) }
    let packed = column(values)
    for group in 0..<4 {
      let range = group * 300..<group * 300 + 300
      for wanted in [0, 1, 17, 255, 256, 299, 300] as [UInt32] {
        #expect(packed.partition(range, below: wanted) == range.lowerBound + Int(wanted))
      }
    }
  }
}
