/// A legal instrument under which the fields of a log can be put into categories.
///
/// The readings are arguments with their sources, written so that either side can use them; they
/// are not legal advice. A frame stands in a file of its own under `Frames/` and once in ``all``.
package struct LegalFrame: Sendable, Identifiable {
  /// Name on the command line (`budapest`).
  package let id: String
  /// Name of the instrument.
  package let title: String
  /// The provisions that the categories come from.
  package let provisions: String
  /// Whether it is in force, in one sentence.
  package let standing: String
  /// What it makes of each field, in the order of tables; the first that fits a field holds.
  package let readings: [LegalReading]

  /// The list: one line for each file under `Frames/`.
  package static let all: [LegalFrame] = [
    .budapest,
    .eEvidence,
    .dataRetention,
    .investigatoryPowers,
  ]

  /// The frame with an id, or `nil`.
  package static func named(_ id: String) -> LegalFrame? { all.first { $0.id == id } }

  /// What it makes of a field of a kind of record, or `nil` if it says nothing of it.
  package func reading(of field: String, in sort: RecordSort) -> LegalReading? {
    readings.first { $0.sorts.contains(sort) && $0.fields.contains(field) }
  }
}
