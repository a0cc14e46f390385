import NATModel

/// One opening or closing record, or one record for a whole session, as pairing needs it.
///
/// A trivial value of 96 octets; addresses are numbers in the correlator's ``AddressTable``.
struct SessionRecord: Hashable, Sendable, BitwiseCopyable {
  var time: Int64
  /// Start that the record states itself; `Int64.min` if it states none.
  var start: Int64
  /// Id that the exporter gave the session; meaningless unless `hasID`.
  var id: UInt64
  var bytes: UInt64
  var record: UInt64
  var file: UInt32
  var inside: UInt32
  var outside: UInt32
  var destination: UInt32
  var realm: TextID
  var exporter: TextID
  var subscriber: TextID
  var host: TextID
  var resolution: UInt32
  var insidePort: UInt16
  var outsidePort: UInt16
  var destinationPort: UInt16
  var proto: UInt8
  var kind: EventKind
  var hasID: Bool
  var isBinding: Bool
  /// True if the times may as well be up to an hour later (``EventFields/ambiguousTime``).
  var isAmbiguous: Bool

  /// Where the record stands.
  var location: SourceLocation { SourceLocation(file: file, record: record) }

  /// By how much the times may be later than stated, in nanoseconds.
  var fold: Int64 { isAmbiguous ? EventFields.foldNanoseconds : 0 }

  /// The hash of what an opening and a closing record of one session have in common.
  ///
  /// That is exporter and session id where the record states an id; the tuple otherwise.
  var keyHash: UInt64 {
    if hasID {
      return Mixing.mix(Mixing.mix(isBinding ? 2 : 1, UInt64(exporter.rawValue)), id)
    }
    var hash = Mixing.mix(isBinding ? 4 : 3, UInt64(inside) << 32 | UInt64(outside))
    hash = Mixing.mix(hash, UInt64(destination) << 32 | UInt64(realm.rawValue))
    let ports = UInt64(insidePort) << 48 | UInt64(outsidePort) << 32
    return Mixing.mix(hash, ports | UInt64(destinationPort) << 16 | UInt64(proto))
  }

  /// True if both carry the same key in full.
  func hasSameKey(_ other: SessionRecord) -> Bool {
    guard hasID == other.hasID, isBinding == other.isBinding else { return false }
    if hasID {
      guard exporter == other.exporter, id == other.id else { return false }
      // Two devices that do not say who they are may give out the same ids; a named one does not.
      return exporter != .none || agrees(other)
    }
    return inside == other.inside && insidePort == other.insidePort && outside == other.outside
      && outsidePort == other.outsidePort && destination == other.destination
      && destinationPort == other.destinationPort && proto == other.proto && realm == other.realm
  }

  /// True if no endpoint stated in both differs; a teardown may have swapped the two sides.
  private func agrees(_ other: SessionRecord) -> Bool {
    func same(_ left: (UInt32, UInt16), _ right: (UInt32, UInt16)) -> Bool {
      left.0 == 0 || right.0 == 0 || left == right
    }
    let endpoints = ((inside, insidePort), (destination, destinationPort))
    let others = (
      (other.inside, other.insidePort), (other.destination, other.destinationPort)
    )
    return proto == other.proto
      && same((outside, outsidePort), (other.outside, other.outsidePort))
      && ((same(endpoints.0, others.0) && same(endpoints.1, others.1))
        || (same(endpoints.0, others.1) && same(endpoints.1, others.0)))
  }

  /// True if both say the same in everything but where they stand.
  func repeats(_ other: SessionRecord) -> Bool {
    var copy = other
    copy.file = file
    copy.record = record
    return copy == self
  }

  /// Orders records of one key and time by what they say, so that the order of files plays no part.
  static func contentPrecedes(_ left: SessionRecord, _ right: SessionRecord) -> Bool {
    if left.start != right.start { return left.start < right.start }
    if left.bytes != right.bytes { return left.bytes < right.bytes }
    let leftPorts = (left.kind.rawValue, left.insidePort, left.outsidePort, left.destinationPort)
    let rightPorts = (
      right.kind.rawValue, right.insidePort, right.outsidePort, right.destinationPort
    )
    if leftPorts != rightPorts { return leftPorts < rightPorts }
    let leftIDs = (left.inside, left.outside, left.destination, left.resolution, left.proto)
    let rightIDs = (right.inside, right.outside, right.destination, right.resolution, right.proto)
    if leftIDs != rightIDs { return leftIDs < rightIDs }
    let leftTexts = (left.realm, left.exporter, left.subscriber, left.host, left.id)
    let rightTexts = (right.realm, right.exporter, right.subscriber, right.host, right.id)
    if leftTexts != rightTexts { return leftTexts < rightTexts }
    return left.location < right.location
  }
}

extension SessionRecord {
  /// A record from an event, or `nil` if it states no time, or neither inside nor outside.
  init?(_ event: Event, addresses: inout AddressTable) {
    func number(_ field: EventFields, _ address: IPAddress) -> UInt32 {
      event.has(field) ? addresses.intern(address) : 0
    }
    guard event.has(.time) else { return nil }
    let inside = number(.inside, event.inside)
    let outside = number(.outside, event.outside)
    guard inside != 0 || outside != 0 else { return nil }
    self.init(
      time: event.time.nanoseconds, start: event.has(.start) ? event.start.nanoseconds : .min,
      id: event.session, bytes: event.bytes, record: event.location.record,
      file: event.location.file, inside: inside, outside: outside,
      destination: number(.destination, event.destination), realm: event.realm,
      exporter: event.exporter, subscriber: event.subscriber, host: event.host,
      resolution: event.resolution, insidePort: event.insidePort,
      outsidePort: event.outsidePort, destinationPort: event.destinationPort,
      proto: event.proto.rawValue, kind: event.kind, hasID: event.has(.session),
      isBinding: event.has(.binding), isAmbiguous: event.has(.ambiguousTime))
  }
}
