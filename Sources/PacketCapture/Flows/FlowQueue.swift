/// The flows of one kind in the order of their latest packets, threaded through the records.
struct FlowQueue: BitwiseCopyable {
  /// Which timeout holds.
  enum Kind: Int, CaseIterable, BitwiseCopyable {
    /// UDP, ICMP, everything without connections.
    case other
    /// TCP that is open or half open.
    case tcp
    /// TCP that was reset or closed by both sides.
    case closedTCP
  }

  /// Index of the flow that has been silent longest, or -1.
  var head: Int32 = -1
  /// Index of the flow with the latest packet, or -1.
  var tail: Int32 = -1

  /// Appends a record that is in no queue.
  mutating func append(_ index: Int32, in records: inout [FlowRecord]) {
    records[Int(index)].previous = tail
    records[Int(index)].next = -1
    if tail >= 0 { records[Int(tail)].next = index } else { head = index }
    tail = index
  }

  /// Takes out a record that is in this queue.
  mutating func remove(_ index: Int32, in records: inout [FlowRecord]) {
    let previous = records[Int(index)].previous
    let next = records[Int(index)].next
    if previous >= 0 { records[Int(previous)].next = next } else { head = next }
    if next >= 0 { records[Int(next)].previous = previous } else { tail = previous }
  }
}
