/// Small side lists as comma-separated values (RFC 4180): names, subscribers.
///
/// Not for logs: the whole text is held in memory.
package struct CSVRecords: Sendable {
  /// The fields of the first line, blanks trimmed, lower case.
  package let header: [String]
  /// The other lines; a line with too few or too many fields is not here but in ``malformed``.
  package let rows: [[String]]
  /// Line numbers (from 1) of lines that do not have as many fields as the header.
  package let malformed: [Int]

  /// Records from the bytes of a file; `nil` if there is no header line.
  ///
  /// Accepts LF and CRLF, a byte-order mark, quoted fields with doubled quotes, and `#` comments.
  /// A line break inside quotes is not supported and makes both lines malformed.
  package init?(_ bytes: [UInt8]) {
    var text = String(decoding: bytes, as: UTF8.self)[...]
    if text.first == "\u{feff}" { text = text.dropFirst() }
    var header: [String]?
    var rows: [[String]] = []
    var malformed: [Int] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() where !line.isEmpty && line.first != "#" {
      let fields = CSVRecords.fields(of: line)
      if let header {
        if let fields, fields.count == header.count {
          rows.append(fields)
        } else {
          malformed.append(number + 1)
        }
      } else {
        guard let fields else { return nil }
        header = fields.map { $0.lowercased() }
      }
    }
    guard let header else { return nil }
    self.header = header
    self.rows = rows
    self.malformed = malformed
  }

  /// The position of a column, or `nil`.
  package func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  private static func fields(of line: Substring) -> [String]? {
    var fields: [String] = []
    var field = ""
    var quoted = false
    var wasQuoted = false
    var index = line.startIndex
    while index < line.endIndex {
      let character = line[index]
      let next = line.index(after: index)
      if quoted {
        if character == "\"" {
          if next < line.endIndex, line[next] == "\"" {
            field.append("\"")
            index = line.index(after: next)
            continue
          }
          quoted = false
        } else {
          field.append(character)
        }
      } else if character == "\"", field.allSatisfy({ $0 == " " }) {
        field = ""
        quoted = true
        wasQuoted = true
      } else if character == "," {
        fields.append(wasQuoted ? field : trimmed(field))
        field = ""
        wasQuoted = false
      } else if !wasQuoted || character != " " {
        field.append(character)
      }
      index = next
    }
    guard !quoted else { return nil }
    fields.append(wasQuoted ? field : trimmed(field))
    return fields
  }

  private static func trimmed(_ text: String) -> String {
    String(
      text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
