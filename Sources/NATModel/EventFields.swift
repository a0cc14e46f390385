/// Which optional fields of an ``Event`` hold a value that the record really stated.
package struct EventFields: OptionSet, Hashable, Sendable, BitwiseCopyable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let time = EventFields(rawValue: 1 << 0)
  package static let start = EventFields(rawValue: 1 << 1)
  package static let inside = EventFields(rawValue: 1 << 2)
  package static let insidePort = EventFields(rawValue: 1 << 3)
  package static let outside = EventFields(rawValue: 1 << 4)
  package static let outsidePort = EventFields(rawValue: 1 << 5)
  package static let outsidePortLast = EventFields(rawValue: 1 << 6)
  package static let destination = EventFields(rawValue: 1 << 7)
  package static let destinationPort = EventFields(rawValue: 1 << 8)
  package static let proto = EventFields(rawValue: 1 << 9)
  package static let subscriber = EventFields(rawValue: 1 << 10)
  package static let host = EventFields(rawValue: 1 << 11)
  package static let session = EventFields(rawValue: 1 << 12)
  package static let bytes = EventFields(rawValue: 1 << 13)
  package static let packets = EventFields(rawValue: 1 << 14)
  /// The year of `time` was not in the record and came from a rule (see the reader's options).
  package static let assumedYear = EventFields(rawValue: 1 << 15)
  /// The zone of `time` was not in the record and came from a rule.
  package static let assumedZone = EventFields(rawValue: 1 << 16)
  /// `time` lies in the repeated hour at the end of daylight saving time.
  package static let ambiguousTime = EventFields(rawValue: 1 << 17)
  /// The record states no destination by design (a binding), not by accident.
  package static let binding = EventFields(rawValue: 1 << 18)
  /// The record was inferred, and `confidence` says how surely.
  package static let confidence = EventFields(rawValue: 1 << 19)
  /// The hello that names the host also holds an encrypted one (ECH, RFC 9849, or ESNI): the name
  /// may be only the public name of a provider. Browsers also send a meaningless one (GREASE), which
  /// cannot be told apart.
  package static let encryptedHello = EventFields(rawValue: 1 << 20)

  /// Fields shown in a field-presence table, in its order, with their NDJSON names.
  package static let named: [(name: String, field: EventFields)] = [
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
  package init(arrayLiteral elements: EventFields...) {
    var value: UInt32 = 0
    for element in elements { value |= element.rawValue }
    self.init(rawValue: value)
  }

  /// True if every field of `other` is here.
  package func contains(_ other: EventFields) -> Bool {
    rawValue & other.rawValue == other.rawValue
  }

  /// Adds the fields of `other`.
  package mutating func insert(_ other: EventFields) {
    self = EventFields(rawValue: rawValue | other.rawValue)
  }

  /// Adds the fields of `other`.
  package mutating func formUnion(_ other: EventFields) {
    self = EventFields(rawValue: rawValue | other.rawValue)
  }

  /// The fields here or in `other`.
  package func union(_ other: EventFields) -> EventFields {
    EventFields(rawValue: rawValue | other.rawValue)
  }
}
