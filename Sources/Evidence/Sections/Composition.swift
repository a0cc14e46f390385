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

  /// The number and title of a figure, taken before the claims in its body.
  struct Heading: Sendable {
    fileprivate let id: String
    fileprivate let number: String
    fileprivate let words: Markup
  }

  /// The heading of the next figure; its title states what was found.
  mutating func heading(_ title: Sentence) -> Heading {
    figures += 1
    return Heading(
      id: "figure-\(figures)", number: "Figure \(figures). ", words: claims.render(title))
  }

  /// A figure under its heading.
  ///
  /// - Parameters:
  ///   - heading: Number and title.
  ///   - shape: Class of the figure.
  ///   - body: Picture, table, and whatever stands under them.
  /// - Returns: The figure with its source line.
  func figure(
    _ heading: Heading, shape: String = "chart", @MarkupBuilder body: () -> [Markup]
  ) -> Markup {
    Markup(
      "figure", ["class": shape, "id": heading.id, "aria-labelledby": "\(heading.id)-title"]
    ) {
      Markup("h3", ["id": "\(heading.id)-title"]) {
        Markup("span", ["class": "figure-number"]) { heading.number }
        heading.words
      }
      body()
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
