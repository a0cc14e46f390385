/// What the fields of a record are by their place in it, kept from one record to the next.
///
/// A device writes the same fields in the same order, line after line. So a name is compared with the
/// one that stood in its place last, which is predicted, instead of being looked up by branches that
/// are not. Numbers of fields are the dialect's own, 0 for those of no interest; only one dialect may
/// use a layout.
struct FieldLayout: Sendable {
  private struct Entry: BitwiseCopyable, Sendable {
    var name: UInt64 = 0
    var length = 0
    var field = 0
  }

  private var entries: [32 of Entry] = .init(repeating: Entry())

  /// The number of a field at a place counted from 0; `find` tells it where another stood there.
  ///
  /// `find` must say 0 of a name without bytes, and always the same of the same first eight bytes and
  /// length.
  @inline(__always)
  mutating func field(
    at place: Int, _ assignment: Assignment, _ find: (UInt64, Int) -> Int
  ) -> Int {
    guard place < 32 else { return find(assignment.name, assignment.length) }
    if entries[place].name == assignment.name, entries[place].length == assignment.length {
      return entries[place].field
    }
    let field = find(assignment.name, assignment.length)
    entries[place] = Entry(name: assignment.name, length: assignment.length, field: field)
    return field
  }
}
