import NATModel

/// What the sections of a report share while it is put together, in reading order.
struct Composition: Sendable {
  /// What the report says.
  let content: ReportContent
  /// The worlds.
  let exhibits: [Exhibit]
  /// The day of each world, where there is one.
  let days: [DayFigure?]
  /// The claims made so far.
  var claims = ClaimRegister()
  private var figures = 0

  /// Nothing put together yet.
  init(_ content: ReportContent) {
    self.content = content
    exhibits = Exhibit.all(content.evaluations)
    days = exhibits.map {
      DayFigure(
        $0, subject: content.subjects[$0.name], pseudonyms: content.provenance.pseudonyms)
    }
  }

  /// A numbered figure whose title states what was found.
  ///
  /// - Parameters:
  ///   - title: What was found.
  ///   - shape: Class of the figure.
  ///   - body: Picture, table, and whatever stands under them.
  /// - Returns: The figure with its number and source line.
  mutating func figure(
    _ title: Sentence, shape: String = "chart", @MarkupBuilder body: () -> [Markup]
  ) -> Markup {
    figures += 1
    let id = "figure-\(figures)"
    let number = "Figure \(figures). "
    let words = claims.render(title)
    let body = body()
    return Markup("figure", ["class": shape, "id": id, "aria-labelledby": "\(id)-title"]) {
      Markup("h3", ["id": "\(id)-title"]) {
        Markup("span", ["class": "figure-number"]) { number }
        words
      }
      body
      Markup("p", ["class": "source"]) { source }
    }
  }

  /// A number that stands in the world's part of `report.json`.
  func claim(_ value: Int, _ words: String, at pointer: String, unit: String) -> Claim {
    Claim(
      text: NumberText.grouped(value) + words, value: Double(value), unit: unit, pointer: pointer,
      interval: nil, basis: "count", method: "count")
  }

  /// The line under every figure: what kind of world it was measured on.
  private var source: String {
    switch content.setting {
    case .lab: "Measured on a lab recording: real traffic of made-up homes."
    case .simulated: "Computed on a simulated population; no real person."
    case .recorded: "Measured on records of a real network."
    }
  }
}
