package import NATModel

/// What counting needs of a ``RetainedRecord``, with the destination as a number.
///
/// Only what the regime keeps; made several times faster than the record, for measures that look
/// at every one of them.
package struct RecordOutline: Sendable, BitwiseCopyable {
  /// Who the record is about.
  package var subscriber: SubscriberID
  /// The interval it states, or `nil` if the regime keeps no time.
  package var span: TimeSpan?
  /// True if it states the shared address.
  package var statesOutside: Bool
  /// How many outside ports it names: 0 for none, 1 for a binding, more for a block.
  package var ports: Int
  /// Number of the remote address, resolved by ``RetainedLog/destination(_:)``; 0 for none.
  ///
  /// Two records of one log have the same number if and only if they state the same address.
  package var destination: UInt32
  /// The host name, or ``TextID/none``.
  package var host: TextID

  /// An outline from its parts.
  package init(
    subscriber: SubscriberID, span: TimeSpan?, statesOutside: Bool, ports: Int,
    destination: UInt32, host: TextID
  ) {
    self.subscriber = subscriber
    self.span = span
    self.statesOutside = statesOutside
    self.ports = ports
    self.destination = destination
    self.host = host
  }

  /// The outline of a record whose destination has a number.
  package init(_ record: RetainedRecord, destination: UInt32) {
    self.init(
      subscriber: record.subscriber, span: record.span, statesOutside: record.outside != nil,
      ports: record.ports?.count ?? 0, destination: destination, host: record.host ?? .none)
  }
}
