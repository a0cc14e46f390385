package import NATModel

/// What a caller decides about reading text; fixed before reading begins.
package struct ReadingOptions: Sendable {
  /// What a line longer than this many bytes becomes: one `lineTooLong`; the rest is passed over.
  package static let defaultLineLimit = 1 << 20

  /// The dialect, or `nil` to recognise it by content.
  package var dialect: (any LogDialect)?
  /// Dialects that the user described, tried beside those that are known.
  package var described: [any LogDialect]
  /// Parsing threads, at least 1; the result never depends on it.
  package var threads: Int
  /// The year of times that state none, or `nil` for the rule of ``TimeRules/reference``.
  package var year: Int?
  /// Zone of times that state none.
  package var zone: ZoneRules
  /// The reference for times without a year when the input has no modification time (a stream).
  package var now: Timestamp
  /// Longest line that is kept, in bytes.
  package var lineLimit: Int
  /// Bytes of a block, the unit of work of a thread; larger only for a longer line.
  package var blockSize: Int

  /// Options from their parts; sizes below what works are raised to it.
  package init(
    dialect: (any LogDialect)? = nil, described: [any LogDialect] = [], threads: Int = 1,
    year: Int? = nil, zone: ZoneRules = .utc,
    now: Timestamp, lineLimit: Int = ReadingOptions.defaultLineLimit, blockSize: Int = 1 << 20
  ) {
    self.dialect = dialect
    self.described = described
    self.threads = max(1, threads)
    self.year = year
    self.zone = zone
    self.now = now
    self.lineLimit = max(1, lineLimit)
    self.blockSize = max(16, blockSize)
  }
}
