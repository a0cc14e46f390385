/// A table as CSV (RFC 4180): a heading line, commas, CRLF, quotes where needed.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe in
/// front, so that a spreadsheet shows it and does not run it. Numbers are written plainly.
struct CSVTable: Sendable {
  /// One field.
  enum Field: Sendable {
    /// Text, guarded and quoted.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A number; empty if not finite.
    case number(Double)
    /// Nothing.
    case empty

    static func optional(_ value: Int?) -> Field { value.map { .integer($0) } ?? .empty }
    static func optional(_ value: Double?) -> Field { value.map { .number($0) } ?? .empty }
    static func optional(_ value: String?) -> Field { value.map { .text($0) } ?? .empty }
  }

  /// Names of the columns.
  let columns: [String]
  private var rows: [[Field]] = []

  /// A table without rows.
  init(columns: [String]) { self.columns = columns }

  /// Adds a row; it has one field for each column.
  mutating func add(_ row: [Field]) { rows.append(row) }

  /// The table as text.
  var text: String {
    ([columns.map { Field.text($0) }] + rows).map { row in
      row.map(CSVTable.written).joined(separator: ",") + "\r\n"
    }.joined()
  }

  private static func written(_ field: Field) -> String {
    switch field {
    case .empty: ""
    case .integer(let value): String(value)
    case .number(let value): NumberText.machine(value) ?? ""
    case .text(let value): quoted(guarded(DisplayText.clean(value)))
    }
  }

  private static func guarded(_ text: String) -> String {
    guard let first = text.first, "=+-@\t\r".contains(first) else { return text }
    return "'" + text
  }

  private static func quoted(_ text: String) -> String {
    let isSpecial = text.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13
    }
    guard isSpecial || text.hasPrefix(" ") else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
