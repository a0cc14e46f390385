package import NATModel

/// How much one regime keeps: records, the busiest minute, and what each encoding weighs.
package struct RegimeVolume: Sendable {
  /// The busiest minute of a log, in one form of writing.
  package struct Peak: Hashable, Sendable {
    /// How records are written down.
    package var form: RecordForm
    /// Entries in that minute.
    package var entries: Int
    /// When it began: whole minutes, counted from 1970 UTC.
    package var minute: Timestamp
  }

  /// Id of the regime.
  package let regime: String
  /// Whether the inputs hold what it keeps.
  package let availability: RetainedLog.Availability
  /// Where its records come from.
  package let provenance: RetainedLog.Provenance
  /// What its records are about.
  package let kind: RecordKind
  /// How the records were made, where that is not plain; empty otherwise.
  package let note: String
  /// Records that state a time: what grows from day to day.
  package let timed: Int
  /// Records that state none: what is kept once.
  package let standing: Int
  /// Bytes of the standing records in the compact encoding.
  package let standingBytes: Int
  /// Subscribers the provider knows.
  package let subscribers: Int
  /// The time the log covers, or `nil` if it states none.
  package let coverage: TimeSpan?
  /// Records that were written for the weights: all timed ones, or a sample of them.
  package let sampled: Int
  /// The busiest minute in each form, in the order of ``RecordForm``; empty without timed records.
  package let peaks: [Peak]
  /// What each encoding weighs, in the order of the survey's encodings.
  package let encodings: [EncodedVolume]

  /// The busiest minute in a form.
  package func peak(_ form: RecordForm) -> Peak? { peaks.first { $0.form == form } }

  /// The volume in an encoding and form, if it can be expressed.
  package func volume(_ encoding: String, _ form: RecordForm) -> EncodedVolume? {
    encodings.first { $0.encoding == encoding && $0.form == form }
  }
}
