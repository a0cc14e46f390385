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
    let columns = storage.columns
    for row in 0..<columns.count {
      body(
        SessionOutline(
          span: columns.span(row), subscriber: SubscriberID(rawValue: columns.subscriber[row]),
          outside: columns.outside[row], outsidePort: columns.outsidePort[row],
          destination: columns.destination[row], host: TextID(rawValue: columns.host[row])))
    }
  }
}
