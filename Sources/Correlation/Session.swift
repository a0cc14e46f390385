package import NATModel

/// A binding plus, where known, its destination: one row of a ``SessionStore``.
package struct Session: Hashable, Sendable {
  /// When the session was held, half-open.
  package var span: TimeSpan
  /// Which ends of ``span`` the log states and which were inferred.
  package var knowledge: SpanKnowledge
  /// Resolution of the stated times in nanoseconds.
  package var resolution: UInt32
  /// Who held it; ``SubscriberID/unknown`` if no inside address was stated.
  package var subscriber: SubscriberID
  /// Address space of the inside address.
  package var realm: TextID
  /// The subscriber's address before the NAT, if stated.
  package var inside: IPAddress?
  /// Port at ``inside``; 0 if not stated.
  package var insidePort: UInt16
  /// The shared address after the NAT, if stated.
  package var outside: IPAddress?
  /// Port at ``outside``; 0 if not stated.
  package var outsidePort: UInt16
  /// The remote address, if stated.
  package var destination: IPAddress?
  /// Port at ``destination``; 0 if not stated.
  package var destinationPort: UInt16
  /// Protocol, ``TransportProtocol/unknown`` if not stated.
  package var proto: TransportProtocol
  /// Host name that the client was seen to ask for, or ``TextID/none``.
  package var host: TextID
  /// Octets in both directions, 0 if not stated.
  package var bytes: UInt64
  /// Where the record that opened (or is) the session stands.
  package var location: SourceLocation

  /// A session from its parts; what is left out is not stated.
  package init(
    span: TimeSpan, knowledge: SpanKnowledge = [], resolution: UInt32 = 0,
    subscriber: SubscriberID = .unknown, realm: TextID = .none, inside: IPAddress? = nil,
    insidePort: UInt16 = 0, outside: IPAddress? = nil, outsidePort: UInt16 = 0,
    destination: IPAddress? = nil, destinationPort: UInt16 = 0,
    proto: TransportProtocol = .unknown, host: TextID = .none, bytes: UInt64 = 0,
    location: SourceLocation = SourceLocation(file: 0, record: 0)
  ) {
    self.span = span
    self.knowledge = knowledge
    self.resolution = resolution
    self.subscriber = subscriber
    self.realm = realm
    self.inside = inside
    self.insidePort = insidePort
    self.outside = outside
    self.outsidePort = outsidePort
    self.destination = destination
    self.destinationPort = destinationPort
    self.proto = proto
    self.host = host
    self.bytes = bytes
    self.location = location
  }
}

/// How far the ends of a session's interval are known.
package struct SpanKnowledge: OptionSet, Hashable, Sendable, BitwiseCopyable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// No opening record: the start is computed from a duration or assumed.
  package static let startInferred = SpanKnowledge(rawValue: 1)
  /// No closing record: the end is the protocol's timeout after the last sign of life.
  package static let endInferred = SpanKnowledge(rawValue: 2)
  /// The session was still open when the log ended.
  package static let openAtEnd = SpanKnowledge(rawValue: 4)
  /// The end was read in an hour that occurs twice: it is the later of the two instants.
  ///
  /// A start read in such an hour is the earlier one, so that the interval holds whatever is meant.
  package static let endAmbiguous = SpanKnowledge(rawValue: 8)
}
