/// One field of many rows, held in as few bits as its values need.
///
/// Rows stand in blocks of 256. A block keeps its smallest value once and for every row only the
/// difference to it, in as many bits as the largest difference of the block takes (frame of
/// reference). So a column in ascending order takes a few bits for each row, and one whose rows are
/// all alike takes none. Reading a row is O(1): one block header and one or two words.
struct PackedColumn<Value: FixedWidthInteger & BitwiseCopyable & Sendable>: Sendable {
  /// Number of rows.
  private(set) var count = 0
  /// The value of every row while there are neither blocks nor a tail.
  private var constant = Int64(0)
  /// Complete blocks.
  private var blocks: [PackedBlock] = []
  /// The differences of all blocks; each begins at a word of its own.
  private var words: [UInt64] = []
  /// Rows after the last complete block.
  private var tail: [Int64] = []
  /// True if differences may share a factor of 1000, 10^6 or 10^9 (nanoseconds of coarser clocks).
  private let isTime: Bool

  /// A column without rows.
  init(isTime: Bool = false) { self.isTime = isTime }

  /// A column whose rows are all alike.
  init(repeating value: Value, count: Int) {
    isTime = false
    constant = Int64(truncatingIfNeeded: value)
    self.count = count
  }

  /// A column of values that are at hand already; on all cores where they are many.
  init(packing values: [Value], isTime: Bool = false) {
    let rows = PackedBlock.rows
    let pieces = Parallel.pieces(of: values.count / rows, smallest: 1 << 10)
    let parts = Parallel.map(pieces.count) { number in
      var part = PackedColumn(isTime: isTime)
      let last = number == pieces.count - 1 ? values.count : pieces[number].upperBound * rows
      for row in pieces[number].lowerBound * rows..<last { part.append(values[row]) }
      return part
    }
    self.init(isTime: isTime)
    for part in parts { append(contentsOf: part) }
  }

  /// The value that every row holds, or `nil` if rows differ.
  var uniform: Value? {
    blocks.isEmpty && tail.isEmpty ? Value(truncatingIfNeeded: constant) : nil
  }

  /// Octets that the rows take, reserves not counted.
  var octets: Int {
    blocks.count * MemoryLayout<PackedBlock>.stride + words.count * 8 + tail.count * 8
  }

  /// The value of a row.
  subscript(row: Int) -> Value {
    @inline(__always) get {
      let number = row >> PackedBlock.shift
      guard number < blocks.count else { return last(row) }
      return Value(
        truncatingIfNeeded: blocks[number].value(row & (PackedBlock.rows - 1), words))
    }
  }

  /// The value of a row that is in no block.
  @inline(never)
  private func last(_ row: Int) -> Value {
    Value(truncatingIfNeeded: tail.isEmpty ? constant : tail[row & (PackedBlock.rows - 1)])
  }

  /// The rows from 256 times a number on, as far as there are any.
  ///
  /// - Precondition: rows differ, and there is such a row.
  func read(_ block: Int, into values: inout [Int64]) {
    if block < blocks.count {
      blocks[block].read(words, into: &values)
    } else {
      for row in tail.indices { values[row] = tail[row] }
    }
  }

  /// Adds a row at the end; amortised O(1).
  @inline(__always)
  mutating func append(_ value: Value) {
    let bits = Int64(truncatingIfNeeded: value)
    if blocks.isEmpty && tail.isEmpty {
      if count == 0 { constant = bits }
      guard bits != constant else {
        count += 1
        return
      }
      unfold()
    }
    tail.append(bits)
    count += 1
    if tail.count == PackedBlock.rows { seal() }
  }

  /// Adds the rows of another column at the end.
  ///
  /// - Complexity: O(n); O(1) while all rows of both are alike.
  mutating func append(contentsOf other: PackedColumn) {
    if let value = other.uniform, count == 0 || uniform == value {
      constant = other.constant
      count += other.count
      return
    }
    guard count > 0 else {
      self = other
      return
    }
    if tail.isEmpty && uniform == nil && other.uniform == nil {
      // Whole blocks are moved as they are.
      let offset = UInt32(words.count)
      blocks.append(contentsOf: other.blocks.map { $0.moved(by: offset) })
      words.append(contentsOf: other.words)
      tail = other.tail
      count += other.count
      return
    }
    for row in 0..<other.count { append(other[row]) }
  }

  /// The same rows in another order: row `i` becomes what was row `order[i]`.
  ///
  /// Rows may be left out. O(n).
  func permuted(_ order: [UInt32]) -> PackedColumn {
    var result = PackedColumn(isTime: isTime)
    guard uniform == nil else {
      result.constant = constant
      result.count = order.count
      return result
    }
    for row in order { result.append(self[Int(row)]) }
    return result
  }

  /// The same rows with other values in some of them, given in order of row.
  ///
  /// - Complexity: O(n); O(k) in the number k of given values if none differs.
  func replacing(_ values: [(row: Int, value: Value)]) -> PackedColumn {
    guard values.contains(where: { self[$0.row] != $0.value }) else { return self }
    var result = PackedColumn(isTime: isTime)
    var next = 0
    for row in 0..<count {
      if next < values.count, values[next].row == row {
        result.append(values[next].value)
        next += 1
      } else {
        result.append(self[row])
      }
    }
    return result
  }

  /// The smallest value, taken as signed; `nil` without rows.
  ///
  /// O(n / 256).
  var minimum: Value? {
    guard count > 0 else { return nil }
    guard uniform == nil else { return uniform }
    var least = tail.min() ?? .max
    for block in blocks { least = min(least, block.base) }
    return Value(truncatingIfNeeded: least)
  }

  /// Number of rows at the front whose values are below the given one.
  ///
  /// - Precondition: values ascend as signed numbers.
  /// - Complexity: O(log n).
  @inline(__always)
  func partition(below value: Value) -> Int { partition(0..<count, below: value) }

  /// The first row of a range whose value is not below the given one, or the range's end.
  ///
  /// - Precondition: values ascend as signed numbers within the range.
  /// - Complexity: O(log n); looks at block headers first.
  @inline(__always)
  func partition(_ range: Range<Int>, below value: Value) -> Int {
    let wanted = Int64(truncatingIfNeeded: value)
    var low = range.lowerBound
    var high = range.upperBound
    // Of a block that lies wholly in the range, the first value is the base.
    var first = (low + PackedBlock.rows - 1) >> PackedBlock.shift
    var last = min(blocks.count, high >> PackedBlock.shift)
    while first < last {
      let middle = first + (last - first) / 2
      if blocks[middle].base < wanted {
        low = max(low, middle << PackedBlock.shift)
        first = middle + 1
      } else {
        high = min(high, middle << PackedBlock.shift)
        last = middle
      }
    }
    while low < high {
      let middle = low + (high - low) / 2
      if Int64(truncatingIfNeeded: self[middle]) < wanted {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// True if a row's value is below the given one.
  ///
  /// - Precondition: values ascend as signed numbers.
  /// - Complexity: O(1); mostly reads the headers of two blocks and no row.
  @inline(__always)
  func isRow(_ row: Int, below value: Value) -> Bool {
    let wanted = Int64(truncatingIfNeeded: value)
    let number = row >> PackedBlock.shift
    if number < blocks.count {
      // The first value of a block is its base, and no value exceeds the next block's.
      if blocks[number].base >= wanted { return false }
      if number + 1 < blocks.count, blocks[number + 1].base < wanted { return true }
    }
    return Int64(truncatingIfNeeded: self[row]) < wanted
  }

  /// Gives the rows that were alike so far blocks of their own.
  @inline(never)
  private mutating func unfold() {
    let block = PackedBlock(base: constant)
    blocks = [PackedBlock](repeating: block, count: count >> PackedBlock.shift)
    tail.reserveCapacity(PackedBlock.rows)
    for _ in 0..<count & (PackedBlock.rows - 1) { tail.append(constant) }
  }

  /// Makes a block of the tail.
  @inline(never)
  private mutating func seal() {
    blocks.append(PackedBlock(packing: tail, sharesFactor: isTime, into: &words))
    tail.removeAll(keepingCapacity: true)
  }
}
