package import NATModel

/// What a record is about, as far as it matters to the law: the same time or address says different
/// things in an assignment and in a connection.
package enum RecordSort: String, CaseIterable, Sendable, Hashable {
  /// A customer in the provider's register.
  case register
  /// An inside address given to a subscriber.
  case assignment
  /// A range of ports given to a subscriber.
  case block
  /// A binding or a connection.
  case session
  /// A host name that a subscriber asked for.
  case name
  /// A line in a server's own log: not the provider's record.
  case request

  /// The sort of an event.
  package init(_ kind: EventKind) {
    switch kind {
    case .assignmentStart, .assignmentStop: self = .assignment
    case .blockAllocate, .blockRelease, .blockInterim: self = .block
    case .sessionOpen, .sessionClose, .session, .flow: self = .session
    case .name: self = .name
    case .request: self = .request
    }
  }

  /// The sort in words, in the plural.
  package var words: String {
    switch self {
    case .register: "the customer register"
    case .assignment: "assignments of inside addresses"
    case .block: "port blocks"
    case .session: "bindings and connections"
    case .name: "names asked for"
    case .request: "lines of server logs"
    }
  }
}
