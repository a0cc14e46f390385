/// Gathers the lines of a block into records of several lines.
///
/// The reader uses it to find where a block may end, and the parser to find its records: both see the
/// same records wherever blocks are cut. A record that has grown past ``recordLimit`` ends at the
/// next line break, so that a format whose last lines are missing cannot hold back the input.
struct RecordGrouping: Sendable {
  /// Bytes after which a record ends at the next line break.
  static let recordLimit = 1 << 16

  /// One record as a part of the block.
  struct Record {
    /// One past its last line break, or the end of the lines.
    var end: Int
    /// Its lines, the last without a line break included.
    var lines: UInt64
    /// True if it says what the columns of later lines mean.
    var isHeader = false
    /// True if no line after it can belong to it.
    var isClosed = false
    /// True if it is one line over the limit.
    var isTooLong = false
  }

  private let dialect: any LogDialect
  private let lineLimit: Int

  /// A grouping by the roles that a dialect gives lines.
  init(dialect: any LogDialect, lineLimit: Int) {
    self.dialect = dialect
    self.lineLimit = lineLimit
  }

  /// One past the last record that no later line can belong to, looked for from the end of the lines.
  ///
  /// Costs one record, where going from record to record costs them all. `nil` where it cannot be seen
  /// from the end alone: headers have to be found, or the last record is a long one, or the only one.
  func lastEnd(in bytes: Span<UInt8>, from start: Int, to limit: Int) -> Int? {
    guard !dialect.hasHeaders else { return nil }
    var end = limit
    while end > start, limit - end <= RecordGrouping.recordLimit {
      let last = bytes[end - 1] == 0x0a ? end - 1 : end
      let first = ByteSearch.last(0x0a, in: bytes, from: start, to: last).map { $0 + 1 } ?? start
      let role: LineRole =
        last - first > lineLimit
        ? .alone : dialect.role(of: LineBlock.line(bytes, from: first, to: last))
      switch role {
      case .alone, .ends: return end
      case .begins: return first > start ? first : nil
      case .continues: end = first
      case .header: return nil
      }
    }
    return nil
  }

  /// The record that begins at `start`, which is the front of a line before `limit`.
  ///
  /// - Complexity: O(n) in the length of the record and the line after it.
  func record(in bytes: Span<UInt8>, from start: Int, to limit: Int) -> Record {
    RecordGrouping.record(
      in: bytes, from: start, to: limit, lineLimit: lineLimit, by: dialect
    ) { position in
      ByteSearch.first(0x0a, in: bytes, from: position, to: limit) ?? limit
    }
  }

  /// The same for a dialect that the caller knows, who also finds the end of the line that begins at
  /// an index: then roles are told in the caller's loop itself.
  @inline(__always)
  static func record(
    in bytes: Span<UInt8>, from start: Int, to limit: Int, lineLimit: Int,
    by dialect: some LogDialect, endOfLine: (Int) -> Int
  ) -> Record {
    var record = Record(end: start, lines: 0)
    while record.end < limit {
      let position = record.end
      let end = endOfLine(position)
      let isTooLong = end - position > lineLimit
      let role: LineRole =
        isTooLong ? .alone : dialect.role(of: LineBlock.line(bytes, from: position, to: end))
      if record.lines > 0, LineRole.separates(role, isAfterHeader: record.isHeader) {
        record.isClosed = true
        return record
      }
      record.end = min(end + 1, limit)
      record.lines += 1
      record.isHeader = role == .header
      record.isTooLong = isTooLong
      if role == .alone || role == .ends || record.end - start > RecordGrouping.recordLimit {
        record.isClosed = true
        return record
      }
    }
    return record
  }
}

extension LineRole {
  /// True if a line of this role is not part of the record before it.
  fileprivate static func separates(_ role: LineRole, isAfterHeader: Bool) -> Bool {
    switch role {
    case .alone, .begins: true
    case .continues, .ends: isAfterHeader
    case .header: !isAfterHeader
    }
  }
}
