package import NATModel

/// What counting needs of a session: who, when, and where to, with the address as a number.
///
/// A third of what a ``Session`` takes to be made, for those who look at every session.
package struct SessionOutline: Sendable, BitwiseCopyable {
  /// When it was held.
  package var span: TimeSpan
  /// Who held it.
  package var subscriber: SubscriberID
  /// The number of the outside address in ``SessionStore/addresses``, 0 if not stated.
  package var outside: UInt32
  /// The outside port, 0 if not stated.
  package var outsidePort: UInt16
  /// The number of the destination, 0 if not stated.
  package var destination: UInt32
  /// The host name, or ``TextID/none``.
  package var host: TextID
}

extension SessionStore {
  /// Calls `body` with the outline of every session, in order.
  /// - Complexity: O(n).
  package func forEachOutline(_ body: (SessionOutline) -> Void) {
    var start = ColumnReader(storage.columns.start)
    var duration = ColumnReader(storage.columns.duration)
    var subscriber = ColumnReader(storage.columns.subscriber)
    var outside = ColumnReader(storage.columns.outside)
    var outsidePort = ColumnReader(storage.columns.outsidePort)
    var destination = ColumnReader(storage.columns.destination)
    var host = ColumnReader(storage.columns.host)
    forEachBlock(of: 0..<count) { block, rows in
      start.read(block)
      duration.read(block)
      subscriber.read(block)
      outside.read(block)
      outsidePort.read(block)
      destination.read(block)
      host.read(block)
      for row in rows {
        let from = start[row]
        body(
          SessionOutline(
            span: TimeSpan(
              start: Timestamp(nanoseconds: from),
              end: Timestamp(nanoseconds: from &+ duration[row])),
            subscriber: SubscriberID(rawValue: subscriber[row]), outside: outside[row],
            outsidePort: outsidePort[row], destination: destination[row],
            host: TextID(rawValue: host[row])))
      }
    }
  }

  /// Calls `body` with every block of 256 positions that a range meets, and which rows of the block lie
  /// in it.
  @inline(__always)
  func forEachBlock(of range: Range<Int>, _ body: (Int, Range<Int>) -> Void) {
    guard !range.isEmpty else { return }
    for block in range.lowerBound >> PackedBlock.shift...(range.upperBound - 1) >> PackedBlock.shift
    {
      let first = block << PackedBlock.shift
      body(
        block,
        max(0, range.lowerBound - first)..<min(PackedBlock.rows, range.upperBound - first))
    }
  }
}
