/// What the records of one retained log are about; they are all of one kind.
package enum RecordKind: String, Hashable, Sendable {
  /// A connection or a binding.
  case session
  /// A range of ports.
  case block
  /// A subscriber, with or without an inside address.
  case assignment

  /// The records in words, in the plural.
  package var words: String {
    switch self {
    case .session: "sessions"
    case .block: "port blocks"
    case .assignment: "assignments"
    }
  }
}
