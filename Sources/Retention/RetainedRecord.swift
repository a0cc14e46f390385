package import NATModel

/// One record of a retained log: only what its regime keeps; everything else is `nil`.
package struct RetainedRecord: Hashable, Sendable {
  /// Who it is about.
  package var subscriber: SubscriberID
  /// The interval it states, or `nil` if the regime keeps no time.
  package var span: TimeSpan?
  /// The inside address.
  package var inside: IPAddress?
  /// The subscriber's own port.
  ///
  /// Nothing is asked by it (RFC 6888 section 4 does not list it), but every log of sessions and
  /// bindings states it, so whoever keeps such a log keeps it.
  package var insidePort: UInt16?
  /// The shared address.
  package var outside: IPAddress?
  /// The outside port, or the range of a block.
  package var ports: ClosedRange<UInt16>?
  /// The protocol.
  package var proto: TransportProtocol?
  /// The remote address.
  package var destination: IPAddress?
  /// The remote port.
  package var destinationPort: UInt16?
  /// The host name, resolved by ``RetainedLog/text(_:)``.
  package var host: TextID?

  /// A record from what is kept.
  package init(
    subscriber: SubscriberID, span: TimeSpan? = nil, inside: IPAddress? = nil,
    insidePort: UInt16? = nil, outside: IPAddress? = nil, ports: ClosedRange<UInt16>? = nil,
    proto: TransportProtocol? = nil, destination: IPAddress? = nil,
    destinationPort: UInt16? = nil, host: TextID? = nil
  ) {
    self.subscriber = subscriber
    self.span = span
    self.inside = inside
    self.insidePort = insidePort
    self.outside = outside
    self.ports = ports
    self.proto = proto
    self.destination = destination
    self.destinationPort = destinationPort
    self.host = host
  }
}
