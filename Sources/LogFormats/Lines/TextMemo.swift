import NATModel

/// The ids of the last few texts, by their words: devices, address spaces and users that every line
/// names again.
///
/// Texts of more than 24 bytes are not kept.
struct TextMemo: Sendable {
  private struct Entry: BitwiseCopyable, Sendable {
    var name = FieldName()
    var id = TextID.none
  }

  private var entries: [4 of Entry] = .init(repeating: Entry())

  /// Forgets; the ids belong to another table from now on.
  mutating func reset() { entries = .init(repeating: Entry()) }

  /// The id of the text in a part of the line.
  @inline(__always)
  mutating func intern(_ range: Range<Int>, _ line: LineCursor, into texts: inout TextTable)
    -> TextID
  {
    guard !range.isEmpty, range.count <= FieldName.exactLength else {
      return texts.intern(line.slice(range.lowerBound, range.upperBound))
    }
    let name = line.name(range)
    let slot = name.slot
    if entries[slot].name == name { return entries[slot].id }
    let id = texts.intern(line.slice(range.lowerBound, range.upperBound))
    entries[slot] = Entry(name: name, id: id)
    return id
  }
}
