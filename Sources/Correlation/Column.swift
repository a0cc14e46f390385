/// One field of many rows, without storage as long as all rows hold the same value.
///
/// Logs without realms, hosts or octets pay nothing for these columns.
struct Column<Value: Hashable & BitwiseCopyable & Sendable>: Sendable {
  /// Number of rows.
  private(set) var count = 0
  /// The value of every row while `values` is empty.
  private var constant: Value
  private var values: [Value] = []

  /// A column without rows.
  init(_ initial: Value) { constant = initial }

  /// The value that every row holds, or `nil` if the column stores its rows.
  var uniform: Value? { values.isEmpty ? constant : nil }

  /// The value of a row.
  subscript(row: Int) -> Value {
    get { values.isEmpty ? constant : values[row] }
    set {
      if values.isEmpty {
        guard newValue != constant else { return }
        values = [Value](repeating: constant, count: count)
      }
      values[row] = newValue
    }
  }

  /// Adds a row at the end.
  mutating func append(_ value: Value) {
    if values.isEmpty {
      if count == 0 {
        constant = value
      } else if value != constant {
        values = [Value](repeating: constant, count: count)
        values.append(value)
      }
    } else {
      values.append(value)
    }
    count += 1
  }

  /// Puts the rows in another order: row `i` becomes what was row `order[i]`.
  ///
  /// - Complexity: O(n), with one column's worth of room.
  mutating func permute(_ order: [UInt32]) {
    guard !values.isEmpty else { return }
    values = order.map { values[Int($0)] }
  }
}
