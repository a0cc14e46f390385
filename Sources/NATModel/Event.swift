/// One thing that a log line, a flow record or a packet says, in the words of this project.
///
/// A fixed-size trivial value; text is interned in the ``TextTable`` that travels with the batch.
/// A field holds a value only if ``fields`` has its flag; otherwise it is zero. Inside, outside and
/// destination are roles, not directions: *inside* is the subscriber's endpoint before the NAT,
/// *outside* the shared endpoint after it, *destination* the remote server's endpoint as the
/// subscriber addresses it.
///
/// Public for the same reason as ``EventFields``: an event is made for every record that is read.
@frozen public struct Event: Hashable, Sendable, BitwiseCopyable {
  /// When it happened (for whole sessions and flows: when it ended).
  public var time = Timestamp(nanoseconds: 0)
  /// When the session, flow or block began, where the record says so.
  public var start = Timestamp(nanoseconds: 0)
  /// The subscriber's address before the NAT.
  public var inside = IPAddress.unspecified
  /// The shared address after the NAT.
  public var outside = IPAddress.unspecified
  /// The remote server's address.
  public var destination = IPAddress.unspecified
  /// Id that the exporter gave the session (ASA connection id, SRX session id, conntrack id).
  public var session: UInt64 = 0
  /// Octets in both directions.
  public var bytes: UInt64 = 0
  /// Packets in both directions.
  public var packets: UInt64 = 0
  /// Where the record stands.
  public var location = SourceLocation(file: 0, record: 0)
  /// Fields that hold a value.
  public var fields: EventFields = []
  /// Resolution of `time` in nanoseconds: the true instant lies in `[time, time + resolution)`.
  public var resolution: UInt32 = 0
  /// Address space the inside address lives in (VRF, routing instance); ``TextID/none`` is default.
  public var realm = TextID.none
  /// Device or host that wrote the record, as named in its header.
  public var exporter = TextID.none
  /// Subscriber identity as the record states it (RADIUS user name, PPPoE user).
  public var subscriber = TextID.none
  /// Host name, lower case, without a trailing dot.
  public var host = TextID.none
  /// Free label that scoring uses to recognise a request (the path of an access-log line).
  public var label = TextID.none
  /// Inside port, or ICMP identifier.
  public var insidePort: UInt16 = 0
  /// Outside port, ICMP identifier, or first port of a block.
  public var outsidePort: UInt16 = 0
  /// Last port of a block, inclusive.
  public var outsidePortLast: UInt16 = 0
  /// Destination port.
  public var destinationPort: UInt16 = 0
  /// Probability that an inferred record is right, in ten-thousandths, rounded down.
  public var confidence: UInt16 = 0
  /// Protocol number.
  public var proto = TransportProtocol.unknown
  /// What happened.
  public var kind: EventKind
  /// For ``EventKind/name``: how the name was seen.
  public var nameSource = NameSource.none

  /// An event of a kind with no field set.
  @inlinable @inline(__always) public init(_ kind: EventKind) { self.kind = kind }

  /// True if every field in the set holds a value.
  @inlinable public func has(_ wanted: EventFields) -> Bool { fields.isSuperset(of: wanted) }
}
