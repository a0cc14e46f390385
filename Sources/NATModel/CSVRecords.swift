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

  /// Records from the bytes of a file; `nil` if there is no header line or it lacks a column.
  ///
  /// Accepts LF, CR and CRLF, a byte-order mark, quoted fields with doubled quotes, and `#`
  /// comments. A line break inside quotes is not supported and makes both lines malformed. A file
  /// without the columns is refused at its header, before anything else is read.
  ///
  /// - Parameters:
  ///   - bytes: the file; what is no UTF-8 is repaired field by field.
  ///   - columns: what the header must name, in lower case.
  /// - Complexity: O(n).
  package init?(_ bytes: [UInt8], naming columns: [String] = []) {
    var header: [String]?
    var rows: [[String]] = []
    var malformed: [Int] = []
    var lines = CSVLines(bytes)
    while let line = lines.next() {
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      let fields = CSVRecords.fields(of: line)
      if let header {
        if let fields, fields.count == header.count {
          rows.append(fields)
        } else {
          malformed.append(lines.number)
        }
      } else {
        guard let names = fields?.map({ $0.lowercased() }), columns.allSatisfy(names.contains)
        else { return nil }
        header = names
      }
    }
    guard let header else { return nil }
    self.header = header
    self.rows = rows
    self.malformed = malformed
  }

  /// The position of a column, or `nil`.
  package func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  /// The fields of a line, or `nil` if a quote stays open.
  private static func fields(of line: ArraySlice<UInt8>) -> [String]? {
    guard !line.contains(UInt8(ascii: "\"")) else { return quotedFields(of: line) }
    return line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { String(decoding: trimmed($0), as: UTF8.self) }
  }

  private static func quotedFields(of line: ArraySlice<UInt8>) -> [String]? {
    let quote = UInt8(ascii: "\"")
    let blank = UInt8(ascii: " ")
    var fields: [String] = []
    var field: [UInt8] = []
    var quoted = false
    var wasQuoted = false
    func closed() -> String {
      String(decoding: wasQuoted ? field[...] : trimmed(field[...]), as: UTF8.self)
    }
    var index = line.startIndex
    while index < line.endIndex {
      let byte = line[index]
      let next = index + 1
      if quoted {
        if byte != quote {
          field.append(byte)
        } else if next < line.endIndex, line[next] == quote {
          field.append(quote)
          index = next
        } else {
          quoted = false
        }
      } else if byte == quote, field.allSatisfy({ $0 == blank }) {
        field = []
        quoted = true
        wasQuoted = true
      } else if byte == UInt8(ascii: ",") {
        fields.append(closed())
        field = []
        wasQuoted = false
      } else if !wasQuoted || byte != blank {
        field.append(byte)
      }
      index += 1
    }
    guard !quoted else { return nil }
    fields.append(closed())
    return fields
  }

  private static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    var field = field.drop(while: isBlank)
    while let last = field.last, isBlank(last) { field.removeLast() }
    return field
  }
}

/// The lines of a text, one after the other, without their ends.
private struct CSVLines {
  private let bytes: [UInt8]
  private var position: Int
  /// Number of the line given last, from 1.
  private(set) var number = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  /// The next line, empty ones included; `nil` at the end.
  mutating func next() -> ArraySlice<UInt8>? {
    guard position < bytes.count else { return nil }
    let first = position
    var end = first
    while end < bytes.count, bytes[end] != 0x0a, bytes[end] != 0x0d { end += 1 }
    position = end + 1
    if end + 1 < bytes.count, bytes[end] == 0x0d, bytes[end + 1] == 0x0a { position += 1 }
    number += 1
    return bytes[first..<end]
  }
}
