/// What the numbers of natEvent (230) mean: exporters follow different documents.
///
/// Numbers 1, 2 and 4 to 9 are create (even from 4 on) and delete in all of them; 10 to 17 clash. A
/// record is classified by the fields it has first; the numbering decides only what is left open.
package enum NATEventNumbering: String, CaseIterable, Sendable {
  /// The IANA registry, as in RFC 8158.
  case registry = "rfc8158"
  /// draft-ietf-behave-ipfix-nat-logging-02, which Juniper MX follows.
  case draft02 = "draft-02"

  /// What a number says.
  package enum Meaning: Sendable, Equatable {
    /// A session or binding was made or removed.
    case create, delete
    /// No address of a pool was left.
    case addressesExhausted
    /// No port of an address was left.
    case portsExhausted
    /// A limit was reached.
    case quotaExceeded
    /// An inside address was tied to an outside address, or no longer.
    case addressBindingCreate, addressBindingDelete
    /// A port block was given or taken back.
    case blockAllocate, blockRelease
    /// A threshold was passed.
    case thresholdReached
    /// Neither: 0, which some send for a session that goes on, and numbers not assigned.
    case other
  }

  /// The meaning of a number.
  package func meaning(of number: UInt8) -> Meaning {
    let table =
      switch self {
      case .registry: NATEventNumbering.rfc8158
      case .draft02: NATEventNumbering.behaveDraft02
      }
    return Int(number) < table.count ? table[Int(number)] : .other
  }

  /// RFC 8158 section 4.3, by number.
  private static let rfc8158: [Meaning] = [
    .other, .create, .delete, .addressesExhausted, .create, .delete, .create, .delete, .create,
    .delete, .create, .delete, .portsExhausted, .quotaExceeded, .addressBindingCreate,
    .addressBindingDelete, .blockAllocate, .blockRelease, .thresholdReached,
  ]

  /// The draft's table, by number.
  private static let behaveDraft02: [Meaning] = [
    .other, .create, .delete, .addressesExhausted, .create, .delete, .create, .delete, .create,
    .delete, .portsExhausted, .quotaExceeded, .addressBindingCreate, .addressBindingDelete,
    .blockAllocate, .blockRelease,
  ]
}
