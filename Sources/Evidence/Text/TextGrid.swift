/// Columns of text, aligned with blanks for a terminal.
struct TextGrid: Sendable {
  private var rows: [[String]] = []
  /// True for columns that are aligned to their right edge.
  private let isRight: [Bool]

  /// A grid whose columns are aligned left or right.
  init(rightAligned: [Bool]) { isRight = rightAligned }

  /// Adds a row; a cell may have several lines.
  mutating func add(_ cells: [String]) {
    let lines = cells.map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    for line in 0..<(lines.map(\.count).max() ?? 0) {
      rows.append(lines.map { line < $0.count ? String($0[line]) : "" })
    }
  }

  /// Adds an empty line.
  mutating func addGap() { rows.append([]) }

  /// The grid, two blanks between columns and none at the end of a line.
  var text: String {
    let widths = isRight.indices.map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: max(0, widths[column] - cell.count))
        return isRight[column] ? blanks + cell : cell + blanks
      }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
