import NATModel

/// X-ARF: an abuse report with machine-readable fields, as YAML (0.1, 0.2) or JSON (3, 4).
///
/// The fields looked at are `Source`, `Source-Port`, `Date` and their names in the later versions
/// (`SourceIp`, `source_identifier`, `source_port`, `timestamp`, `destination_ip`, …). One request for
/// each report; several reports in one text follow each other, told apart by a second source.
package struct XARFReport: NoticeFormat {
  package let id = "x-arf"
  package let title = "X-ARF abuse report"
  package let documentation =
    "x-arf specification 0.2 (github.com/abusix/xarf-specification), xarf.org 4.0"

  /// The format.
  package init() {}

  package func recognises(_ text: NoticeText) -> Bool {
    text.contains { line in
      let plain = line.lowercased()
      return plain.hasPrefix("x-xarf:") || plain.hasPrefix("x-arf:")
        || plain.contains("\"xarf_version\"") || plain.contains("\"reporterinfo\"")
        || plain.hasPrefix("schema-url:") || plain.contains("x-arf.org/schema")
    }
  }

  package func read(_ text: NoticeText) -> NoticeContent {
    var content = NoticeContent()
    var fields = NoticeFields()
    for (number, line) in text.lines {
      for (name, value) in XARFReport.pairs(line) {
        guard let field = NoticeField(name), field != .label || name.contains("eport") else {
          continue
        }
        // The mail's own date stands before the report and is not the event's.
        if field == .time, !fields.has(.outside), !name.contains("imestamp"), !line.hasPrefix(" "),
          !line.contains("\""), content.requests.isEmpty,
          text.lines.count(where: { $0.text.lowercased().hasPrefix("date:") }) > 1,
          text.lines.first(where: { $0.text.lowercased().hasPrefix("date:") })?.number == number
        {
          continue
        }
        if field == .outside, fields.has(.outside) {
          content.add(fields)
          fields = NoticeFields()
        }
        fields.set(field, value, line: number)
      }
    }
    content.add(fields)
    return content
  }

  /// Names with their values in a line of YAML or of JSON with any number of members.
  private static func pairs(_ line: String) -> [(name: String, value: String)] {
    if line.contains("\"") {
      return line.split { "{},[]".contains($0) }.compactMap { part in
        guard let colon = part.range(ofFirst: "\":") else { return nil }
        let name = part[..<colon.lowerBound].filter { $0 != "\"" && $0 != " " }
        return (name, String(part[colon.upperBound...]))
      }
    }
    guard let colon = line.firstIndex(of: ":") else { return [] }
    let name = line[..<colon].filter { $0 != " " }
    return [(name, String(line[line.index(after: colon)...]))]
  }
}

extension StringProtocol {
  /// The range of the first occurrence of a text.
  fileprivate func range(ofFirst text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
