/// Which optional fields of an ``Event`` hold a value that the record really stated.
///
/// Public, as little else is here: the compiler inlines nothing of package access into other
/// targets, and these operations are called once or more for every field that is read or written.
public struct EventFields: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// One bit for each field.
  public let rawValue: UInt32

  /// Fields from their bits.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// `time` is stated.
  @inlinable public static var time: EventFields { EventFields(rawValue: 1 << 0) }
  /// `start` is stated.
  @inlinable public static var start: EventFields { EventFields(rawValue: 1 << 1) }
  /// The inside address is stated.
  @inlinable public static var inside: EventFields { EventFields(rawValue: 1 << 2) }
  /// The inside port or ICMP identifier is stated.
  @inlinable public static var insidePort: EventFields { EventFields(rawValue: 1 << 3) }
  /// The outside address is stated.
  @inlinable public static var outside: EventFields { EventFields(rawValue: 1 << 4) }
  /// The outside port, or the first of a block, is stated.
  @inlinable public static var outsidePort: EventFields { EventFields(rawValue: 1 << 5) }
  /// The last port of a block is stated.
  @inlinable public static var outsidePortLast: EventFields { EventFields(rawValue: 1 << 6) }
  /// The remote address is stated.
  @inlinable public static var destination: EventFields { EventFields(rawValue: 1 << 7) }
  /// The remote port is stated.
  @inlinable public static var destinationPort: EventFields { EventFields(rawValue: 1 << 8) }
  /// The protocol is stated.
  @inlinable public static var proto: EventFields { EventFields(rawValue: 1 << 9) }
  /// The record names its subscriber.
  @inlinable public static var subscriber: EventFields { EventFields(rawValue: 1 << 10) }
  /// The record names a host.
  @inlinable public static var host: EventFields { EventFields(rawValue: 1 << 11) }
  /// The exporter's own id of the session is stated.
  @inlinable public static var session: EventFields { EventFields(rawValue: 1 << 12) }
  /// Octets in both directions are stated.
  @inlinable public static var bytes: EventFields { EventFields(rawValue: 1 << 13) }
  /// Packets in both directions are stated.
  @inlinable public static var packets: EventFields { EventFields(rawValue: 1 << 14) }
  /// The year of `time` was not in the record and came from a rule (see the reader's options).
  @inlinable public static var assumedYear: EventFields { EventFields(rawValue: 1 << 15) }
  /// The zone of `time` was not in the record and came from a rule.
  @inlinable public static var assumedZone: EventFields { EventFields(rawValue: 1 << 16) }
  /// `time` is the earlier of two instants that the record may mean: clocks had gone back, and the
  /// reading came twice (or they had gone forward, and it never came).
  ///
  /// The other lies up to ``foldNanoseconds`` later; `start` is as much in doubt.
  @inlinable public static var ambiguousTime: EventFields { EventFields(rawValue: 1 << 17) }
  /// By how much clocks go back at the end of daylight saving time: one hour, or less.
  package static let foldNanoseconds: Int64 = 3_600_000_000_000
  /// The record states no destination by design (a binding), not by accident.
  @inlinable public static var binding: EventFields { EventFields(rawValue: 1 << 18) }
  /// The hello that names the host also holds an encrypted one (ECH, RFC 9849, or ESNI).
  ///
  /// The name may be only the public name of a provider. Browsers also send a meaningless encrypted
  /// hello (GREASE), which cannot be told apart.
  @inlinable public static var encryptedHello: EventFields { EventFields(rawValue: 1 << 19) }
  /// The record was inferred, and `confidence` says how surely.
  @inlinable public static var confidence: EventFields { EventFields(rawValue: 1 << 20) }

  /// Fields shown in a field-presence table, in its order, with their NDJSON names.
  public static let named: [(name: String, field: EventFields)] = [
    ("time", .time), ("start", .start), ("inside", .inside), ("inside_port", .insidePort),
    ("outside", .outside), ("outside_port", .outsidePort),
    ("outside_port_last", .outsidePortLast), ("destination", .destination),
    ("destination_port", .destinationPort), ("proto", .proto), ("subscriber", .subscriber),
    ("host", .host), ("session", .session), ("bytes", .bytes), ("packets", .packets),
    ("confidence", .confidence),
  ]
}

/// The set operations that parsers use once per field.
///
/// They do what the general ones of `SetAlgebra` do. Those are generic, and from another target a
/// generic operation goes through the witness table of this type: several times the cost of parsing
/// the field.
extension EventFields {
  /// The union of the elements.
  @inlinable public init(arrayLiteral elements: EventFields...) {
    var value: UInt32 = 0
    for element in elements { value |= element.rawValue }
    self.init(rawValue: value)
  }

  /// True if every field of `other` is here.
  @inlinable public func contains(_ other: EventFields) -> Bool {
    rawValue & other.rawValue == other.rawValue
  }

  /// Adds the fields of `other`.
  @inlinable public mutating func insert(_ other: EventFields) {
    self = EventFields(rawValue: rawValue | other.rawValue)
  }

  /// Adds the fields of `other`.
  @inlinable public mutating func formUnion(_ other: EventFields) {
    self = EventFields(rawValue: rawValue | other.rawValue)
  }

  /// The fields here or in `other`.
  @inlinable public func union(_ other: EventFields) -> EventFields {
    EventFields(rawValue: rawValue | other.rawValue)
  }

  /// The fields here that are also in `other`.
  @inlinable public func intersection(_ other: EventFields) -> EventFields {
    EventFields(rawValue: rawValue & other.rawValue)
  }

  /// The fields here that are not in `other`.
  @inlinable public func subtracting(_ other: EventFields) -> EventFields {
    EventFields(rawValue: rawValue & ~other.rawValue)
  }

  /// True if every field of `other` is here.
  @inlinable public func isSuperset(of other: EventFields) -> Bool { contains(other) }
}
