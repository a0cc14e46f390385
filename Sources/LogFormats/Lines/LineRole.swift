/// What a line is to the lines around it.
///
/// Only asked of dialects that say ``LogDialect/linesHangTogether``. It is decided from the line
/// alone, so that an input can be cut into blocks anywhere between two records.
package enum LineRole: Sendable, BitwiseCopyable {
  /// A record of its own.
  case alone
  /// The first line of a record.
  case begins
  /// Goes on with the record of the line before; begins one if there is none.
  case continues
  /// Goes on with the record of the line before and is its last line.
  case ends
  /// Says what the columns of the lines after it mean; such lines in a row make one record, which
  /// is repeated in front of every block that follows.
  case header
}
