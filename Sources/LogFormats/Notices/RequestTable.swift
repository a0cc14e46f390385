import NATModel

/// A table of requests: comma, semicolon or tab between columns, a first line that names them.
///
/// Columns, in any order: `time`, `outside` (or `ip`, `source_ip`), `outside_port` (`port`,
/// `source_port`), `proto`, `destination`, `destination_port`, `tolerance` (seconds), `label`. Others are
/// passed over. At least a time and an address.
package struct RequestTable: NoticeFormat {
  package let id = "request-table"
  package let title = "Table of requests (CSV, TSV)"
  package let documentation = "this program; RFC 4180"

  /// The format.
  package init() {}

  package func recognises(_ text: NoticeText) -> Bool {
    guard let header = text.lines.first(where: { !$0.text.isEmpty && $0.text.first != "#" })
    else { return false }
    let fields = RequestTable.cells(header.text).map { NoticeField($0) }
    return fields.contains(.time) && (fields.contains(.outside) || fields.contains(.destination))
  }

  package func read(_ text: NoticeText) -> NoticeContent {
    var content = NoticeContent()
    var columns: [NoticeField?] = []
    for (number, line) in text.lines where !line.isEmpty && line.first != "#" {
      let cells = RequestTable.cells(line)
      guard !columns.isEmpty else {
        columns = cells.map { NoticeField($0) }
        continue
      }
      guard cells.count == columns.count else {
        content.faults.append(NoticeFault(number, .malformedRecord, line))
        continue
      }
      var fields = NoticeFields()
      for (column, cell) in zip(columns, cells) {
        if let column { fields.set(column, cell, line: number) }
      }
      content.add(fields)
    }
    return content
  }

  /// The cells of a line; quotes are taken off, doubled ones are one.
  private static func cells(_ line: String) -> [String] {
    let separator: Character = line.contains("\t") ? "\t" : line.contains(";") ? ";" : ","
    var cells: [String] = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
