/// How a log writes down a record that holds for some time.
package enum RecordForm: String, CaseIterable, Hashable, Sendable {
  /// Two entries: one when it begins, one when it ends.
  case pair
  /// One entry, written when it has ended, that states both times.
  case whole
  /// One entry when it begins; nothing says when it ended.
  case opening

  /// The form in words.
  package var words: String {
    switch self {
    case .pair: "begin, end"
    case .whole: "at its end"
    case .opening: "begin only"
    }
  }
}
