/// Tables of the report.
extension Markup {
  /// A number with its value for machines, or the words that stand in its place.
  init(_ cited: CitedFigure?, shape: String = "number") {
    guard let cited else {
      self.init("span", ["class": "absent"]) { "—" }
      return
    }
    switch cited.appearance {
    case .number(let value):
      self.init("data", ["class": shape, "value": NumberText.machine(value) ?? ""]) { cited.text }
    case .suppressed: self.init("span", ["class": shape]) { cited.text }
    case .absent(let words, _): self.init("span", ["class": "absent"]) { "— \(words)" }
    }
  }

  /// A count with its value for machines.
  init(count: Int) {
    self.init("data", ["value": String(count)]) { NumberText.grouped(count) }
  }

  /// A table in a box that scrolls on its own, so that the page never scrolls sideways.
  static func table(
    _ caption: String, columns: [String], rows: [[Markup]]
  ) -> Markup {
    table(caption, columns: columns, groups: [("", rows)])
  }

  /// A table whose rows stand in groups, each under a heading.
  static func table(
    _ caption: String, columns: [String], groups: [(heading: String, rows: [[Markup]])]
  ) -> Markup {
    Markup("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption]) {
      Markup("table") {
        Markup("caption") { caption }
        Markup("thead") {
          Markup("tr") {
            for column in columns { Markup("th", ["scope": "col"]) { column } }
          }
        }
        for group in groups { body(group.heading, group.rows, columns: columns.count) }
      }
    }
  }

  private static func body(_ heading: String, _ rows: [[Markup]], columns: Int) -> Markup {
    Markup("tbody") {
      if !heading.isEmpty {
        Markup("tr", ["class": "group"]) {
          Markup("th", ["scope": "rowgroup", "colspan": "\(columns)"]) { heading }
        }
      }
      for row in rows {
        Markup("tr") {
          for (offset, cell) in row.enumerated() {
            if offset == 0 {
              Markup("th", ["scope": "row"]) { cell }
            } else {
              Markup("td") { cell }
            }
          }
        }
      }
    }
  }

  /// The numbers behind a figure: closed on the screen, open in print.
  static func numbers(_ summary: String, @MarkupBuilder _ content: () -> [Markup]) -> Markup {
    Markup("details") {
      Markup("summary") { summary }
      content()
    }
  }

  /// A reference to a file of the bundle.
  static func file(_ path: String) -> Markup { Markup("a", ["href": path]) { path } }
}
