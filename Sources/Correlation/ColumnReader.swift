/// Reads a ``PackedColumn`` from its beginning to its end, 256 rows at a time.
///
/// Several times faster than row by row, for those who look at every row.
struct ColumnReader<Value: FixedWidthInteger & BitwiseCopyable & Sendable> {
  private let column: PackedColumn<Value>
  private var values: [Int64]
  private let isUniform: Bool

  /// A reader of a column; ``read(_:)`` comes first.
  init(_ column: PackedColumn<Value>) {
    self.column = column
    isUniform = column.uniform != nil
    values = [Int64](
      repeating: column.uniform.map { Int64(truncatingIfNeeded: $0) } ?? 0,
      count: PackedBlock.rows)
  }

  /// Takes the rows from 256 times a number on.
  @inline(__always)
  mutating func read(_ block: Int) {
    if !isUniform { column.read(block, into: &values) }
  }

  /// The value of a row of those taken, counted from the first of them.
  @inline(__always)
  subscript(row: Int) -> Value { Value(truncatingIfNeeded: values[row]) }
}
