package import NATModel

/// A range of outside ports given to one inside address for an interval.
package struct PortBlock: Hashable, Sendable {
  /// Who held it.
  package var subscriber: SubscriberID
  /// Address space of the inside address.
  package var realm: TextID
  /// The inside address it was given to.
  package var inside: IPAddress
  /// The shared address the ports belong to.
  package var outside: IPAddress
  /// The ports, both ends included.
  package var ports: ClosedRange<UInt16>
  /// The protocol the block is for, ``TransportProtocol/unknown`` if for all.
  package var proto: TransportProtocol
  /// When it was held.
  package var span: TimeSpan
  /// Which ends of ``span`` are stated.
  package var knowledge: SpanKnowledge
  /// Resolution of the stated times in nanoseconds.
  package var resolution: UInt32
  /// Where the allocation stands.
  package var location: SourceLocation

  /// A block from its parts.
  package init(
    subscriber: SubscriberID, realm: TextID = .none, inside: IPAddress, outside: IPAddress,
    ports: ClosedRange<UInt16>, proto: TransportProtocol = .unknown, span: TimeSpan,
    knowledge: SpanKnowledge = [], resolution: UInt32 = 0,
    location: SourceLocation = SourceLocation(file: 0, record: 0)
  ) {
    self.subscriber = subscriber
    self.realm = realm
    self.inside = inside
    self.outside = outside
    self.ports = ports
    self.proto = proto
    self.span = span
    self.knowledge = knowledge
    self.resolution = resolution
    self.location = location
  }

  /// The earliest instant at which the block may have been given.
  package var possibleStart: Timestamp {
    knowledge.contains(.startInferred) ? span.start.advanced(by: -Int64(resolution)) : span.start
  }

  /// The first instant at which the block has certainly been taken back.
  package var possibleEnd: Timestamp {
    max(span.end.advanced(by: Int64(resolution)), span.start.advanced(by: 1))
  }
}
