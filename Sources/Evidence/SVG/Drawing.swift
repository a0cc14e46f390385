/// The shapes that all charts are drawn with, in units of which 720 make the width of a page.
///
/// Colours, hatches and letters come from classes in the page's style sheet, so that dark mode and
/// print need no second drawing. Letters are 16 units high: 11 points on A4.
enum Drawing {
  /// Width of every chart.
  static let width = 720.0
  /// Estimated width of one character of a label.
  static let characterWidth = 9.2
  /// Distance between two lines of text.
  static let lineHeight = 19.0

  /// A whole picture, with what it shows in words for those who do not see it.
  static func picture(
    height: Double, title: String, description: String, @MarkupBuilder _ content: () -> [Markup]
  ) -> Markup {
    Markup(
      "svg",
      [
        "viewBox": "0 0 \(number(width)) \(number(height))", "role": "img",
        "width": number(width), "height": number(height),
      ]
    ) {
      Markup("title") { title }
      Markup("desc") { description }
      content()
    }
  }

  /// A filled rectangle.
  static func box(
    x: Double, y: Double, width: Double, height: Double, shape: String, title: String = ""
  ) -> Markup {
    Markup(
      "rect",
      [
        "x": number(x), "y": number(y), "width": number(max(0, width)), "height": number(height),
        "class": shape,
      ]
    ) {
      if !title.isEmpty { Markup("title") { title } }
    }
  }

  /// A straight line.
  static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, shape: String) -> Markup
  {
    Markup(
      "line",
      [
        "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2), "class": shape,
      ])
  }

  /// Where a text stands relative to its point.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  /// A line of text whose base line passes through the point.
  static func label(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, shape: String = "label"
  ) -> Markup {
    Markup(
      "text",
      ["x": number(x), "y": number(y), "text-anchor": anchor.rawValue, "class": shape]
    ) { text }
  }

  /// Definitions of the hatches; ids are shared by all pictures of a page.
  static var hatches: Markup {
    Markup("svg", ["class": "hatches", "width": "0", "height": "0", "aria-hidden": "true"]) {
      Markup("defs") {
        hatch("hatch-diagonal", size: 8) { line(0, 8, 8, 0, shape: "stroke") }
        hatch("hatch-dots", size: 7) {
          Markup("circle", ["cx": "3.5", "cy": "3.5", "r": "1.4", "class": "dot"])
        }
        hatch("hatch-cross", size: 8) {
          line(0, 8, 8, 0, shape: "stroke")
          line(0, 0, 8, 8, shape: "stroke")
        }
      }
    }
  }

  private static func hatch(
    _ id: String, size: Int, @MarkupBuilder _ content: () -> [Markup]
  ) -> Markup {
    Markup(
      "pattern",
      ["id": id, "width": "\(size)", "height": "\(size)", "patternUnits": "userSpaceOnUse"]
    ) { content() }
  }

  /// A coordinate with at most one decimal.
  static func number(_ value: Double) -> String {
    NumberText.machine((value * 10).rounded() / 10) ?? "0"
  }
}
