/// What one encoding of one retained log weighs.
package struct EncodedVolume: Sendable {
  /// Bytes of the records that were written.
  package struct Weight: Hashable, Sendable {
    /// Retained records that were written.
    package var records: Int
    /// Retained records that the encoding could not express.
    package var unexpressed: Int
    /// Entries that they became: lines of text, records of an export.
    package var entries: Int
    /// Bytes before compression, headers included.
    package var bytes: Int
    /// Bytes after each compression, in the order of ``VolumeSurvey/compressors``; `nil` where the
    /// library failed.
    package var compressed: [Int?]

    /// Bytes of one retained record, before compression.
    package var bytesPerRecord: Double { Double(bytes) / Double(max(1, records)) }
    /// Entries of one retained record.
    package var entriesPerRecord: Double { Double(entries) / Double(max(1, records)) }
    /// Bytes of one entry, before compression.
    package var bytesPerEntry: Double { Double(bytes) / Double(max(1, entries)) }
  }

  /// What came out.
  package enum Outcome: Hashable, Sendable {
    /// It was written, for real.
    case weighed(Weight)
    /// It cannot say what the regime keeps, and why: words after the encoding's name.
    case cannotExpress(String)
  }

  /// Id of the encoding.
  package let encoding: String
  /// Name of the encoding, for people.
  package let title: String
  /// What sort of bytes it writes.
  package let family: EncodingFamily
  /// How records are written down; `nil` if they are not.
  package let form: RecordForm?
  /// What came out.
  package let outcome: Outcome

  /// The weight, or `nil` if there is none.
  package var weight: Weight? {
    if case .weighed(let weight) = outcome { weight } else { nil }
  }
}
