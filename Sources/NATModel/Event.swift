/// One thing that a log line, a flow record or a packet says, in the words of this project.
///
/// A fixed-size trivial value; text is interned in the ``TextTable`` that travels with the batch.
/// A field holds a value only if ``fields`` has its flag; otherwise it is zero. Inside, outside and
/// destination are roles, not directions: *inside* is the subscriber's endpoint before the NAT,
/// *outside* the shared endpoint after it, *destination* the remote server's endpoint as the
/// subscriber addresses it.
package struct Event: Hashable, Sendable, BitwiseCopyable {
  /// When it happened (for whole sessions and flows: when it ended).
  package var time = Timestamp(nanoseconds: 0)
  /// When the session, flow or block began, where the record says so.
  package var start = Timestamp(nanoseconds: 0)
  /// The subscriber's address before the NAT.
  package var inside = IPAddress.unspecified
  /// The shared address after the NAT.
  package var outside = IPAddress.unspecified
  /// The remote server's address.
  package var destination = IPAddress.unspecified
  /// Id that the exporter gave the session (ASA connection id, SRX session id, conntrack id).
  package var session: UInt64 = 0
  /// Octets in both directions.
  package var bytes: UInt64 = 0
  /// Packets in both directions.
  package var packets: UInt64 = 0
  /// Where the record stands.
  package var location = SourceLocation(file: 0, record: 0)
  /// Fields that hold a value.
  package var fields: EventFields = []
  /// Resolution of `time` in nanoseconds: the true instant lies in `[time, time + resolution)`.
  package var resolution: UInt32 = 0
  /// Address space the inside address lives in (VRF, routing instance); ``TextID/none`` is default.
  package var realm = TextID.none
  /// Device or host that wrote the record, as named in its header.
  package var exporter = TextID.none
  /// Subscriber identity as the record states it (RADIUS user name, PPPoE user).
  package var subscriber = TextID.none
  /// Host name, lower case, without a trailing dot.
  package var host = TextID.none
  /// Free label that scoring uses to recognise a request (the path of an access-log line).
  package var label = TextID.none
  /// Inside port, or ICMP identifier.
  package var insidePort: UInt16 = 0
  /// Outside port, ICMP identifier, or first port of a block.
  package var outsidePort: UInt16 = 0
  /// Last port of a block, inclusive.
  package var outsidePortLast: UInt16 = 0
  /// Destination port.
  package var destinationPort: UInt16 = 0
  /// Probability that an inferred record is right, in ten-thousandths, rounded down.
  package var confidence: UInt16 = 0
  /// Protocol number.
  package var proto = TransportProtocol.unknown
  /// What happened.
  package var kind: EventKind
  /// For ``EventKind/name``: how the name was seen.
  package var nameSource = NameSource.none

  /// An event of a kind with no field set.
  package init(_ kind: EventKind) { self.kind = kind }

  /// True if every field in the set holds a value.
  package func has(_ wanted: EventFields) -> Bool { fields.isSuperset(of: wanted) }
}
