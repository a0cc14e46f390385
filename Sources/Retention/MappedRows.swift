import Correlation
import NATModel

/// Rows of two stores, comparable by mapping: realm, inside and outside endpoint, protocol.
struct MappedRows {
  /// Rows `0..<first.count`.
  let first: SessionStore
  private let second: SessionStore
  /// Numbers that addresses of the second store have in the first one's table.
  private let translation: [UInt32]

  /// The rows of two stores.
  init(_ first: SessionStore, _ second: SessionStore) {
    self.first = first
    self.second = second
    var addresses = first.addresses
    let theirs = second.addresses
    translation = (0..<UInt32(theirs.count)).map { addresses.intern(theirs[$0]) }
  }

  /// True if a row belongs to the second store.
  func isSecond(_ row: UInt32) -> Bool { Int(row) >= first.count }

  /// The session in a row.
  func session(_ row: UInt32) -> Session { at(row) { $0[$1] } }

  /// All rows by mapping, and by start within each mapping.
  ///
  /// - Complexity: O(n).
  func inOrderOfMapping() -> [UInt32] {
    var order = Array(0..<UInt32(first.count + second.count))
    RadixSort.sort(&order, bits: 64) { row in
      let start = at(row) { $0.span(at: $1).start.nanoseconds }
      return UInt64(bitPattern: start) ^ 1 << 63
    }
    RadixSort.sort(&order, bits: 40, key: ports)
    RadixSort.sort(&order, bits: 64, key: endpoints)
    RadixSort.sort(&order, bits: 32, key: realm)
    return order
  }

  /// True if two rows are of the same mapping.
  func haveSameMapping(_ left: UInt32, _ right: UInt32) -> Bool {
    ports(left) == ports(right) && endpoints(left) == endpoints(right)
      && realm(left) == realm(right)
  }

  private func at<Value>(_ row: UInt32, _ read: (SessionStore, Int) -> Value) -> Value {
    if isSecond(row) { return read(second, Int(row) - first.count) }
    return read(first, Int(row))
  }

  private func ports(_ row: UInt32) -> UInt64 {
    at(row) { store, position in
      UInt64(store.insidePort(at: position)) << 24 | UInt64(store.outsidePort(at: position)) << 8
        | UInt64(store.proto(at: position).rawValue)
    }
  }

  private func endpoints(_ row: UInt32) -> UInt64 {
    let (inside, outside) = at(row) { store, position in
      (store.insideNumber(at: position), store.outsideNumber(at: position))
    }
    guard isSecond(row) else { return UInt64(inside) << 32 | UInt64(outside) }
    return UInt64(translation[Int(inside)]) << 32 | UInt64(translation[Int(outside)])
  }

  private func realm(_ row: UInt32) -> UInt64 { at(row) { UInt64($0.realm(at: $1).rawValue) } }
}
