/// Rows of text in aligned columns, for people.
///
/// Control characters are shown as `\xNN`, so that text from a log cannot steer the terminal.
struct AlignedColumns {
  private var rows: [[String]] = []
  private let rightAligned: Set<Int>

  /// An empty table; the given columns (from 0) are aligned to the right.
  init(rightAligned: Set<Int> = []) { self.rightAligned = rightAligned }

  /// Adds a row; missing cells at the end stay empty.
  mutating func add(_ cells: [String]) { rows.append(cells.map(AlignedColumns.printable)) }

  /// The rows, two blanks between columns, no blanks at line ends.
  var text: String {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.count)
      }
    }
    var text = ""
    for row in rows {
      var line = ""
      for (column, cell) in row.enumerated() {
        if column > 0 { line += "  " }
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        line += rightAligned.contains(column) ? blanks + cell : cell + blanks
      }
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
    return text
  }

  /// Text with control and direction-changing characters made visible.
  static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x202a...0x202e, 0x2066...0x2069:
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
