package import NATModel

/// Something that writes retained records as the bytes of a log.
///
/// Used by one thread; a copy that has written nothing starts a log of its own.
package protocol RecordEncoding: Sendable {
  /// Name on the command line and in JSON (`cisco-asa`, `ipfix`).
  var id: String { get }
  /// Name for people.
  var title: String { get }
  /// What sort of bytes it writes.
  var family: EncodingFamily { get }
  /// True if it never writes anything, whatever the record.
  var isReadOnly: Bool { get }

  /// The fields of the entry's event that its record would carry, or `nil` if it has no record for
  /// such an entry.
  func fields(writing entry: RetainedEntry) -> EventFields?
  /// Writes what stands before the first entry.
  mutating func begin()
  /// Writes one entry; false, and nothing is written, if it has no record for it.
  mutating func write(_ entry: RetainedEntry, texts: TextTable) -> Bool
  /// Writes what stands after the last entry.
  mutating func finish()
  /// Number of bytes written and not taken.
  var waiting: Int { get }
  /// Takes the bytes written so far.
  mutating func take() -> [UInt8]
}

extension RecordEncoding {
  package var isReadOnly: Bool { false }
  package mutating func begin() {}
  package mutating func finish() {}
}

/// What sort of bytes an encoding writes.
package enum EncodingFamily: String, CaseIterable, Hashable, Sendable {
  /// Lines of text by a device or a daemon.
  case text
  /// A table or objects with every field named once or in each line.
  case table
  /// Records of a flow export protocol.
  case export
  /// A layout of its own, as small as can be read without a key.
  case compact
}
