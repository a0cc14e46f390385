/// A piece of HTML or SVG: an element, text, or several of them in a row.
///
/// There is no way to put ready-made markup in, so whatever a log or a file name says is escaped and
/// cleaned (``DisplayText``) exactly once, when it is written. The one exception is the content of
/// `style`, which comes from the project's own sheet.
struct Markup: Sendable, ExpressibleByStringLiteral {
  /// What it is.
  private indirect enum Content: Sendable {
    case text(String)
    case element(name: String, attributes: [(String, String)], children: [Markup])
    case group([Markup])
  }

  private let content: Content

  /// Text, escaped when written.
  init(text: String) { content = .text(text) }

  /// Text, escaped when written.
  init(stringLiteral value: String) { content = .text(value) }

  /// Several pieces in a row.
  init(group: [Markup]) { content = .group(group) }

  /// Several pieces in a row.
  init(@MarkupBuilder group: () -> [Markup]) { content = .group(group()) }

  /// An element with attributes in the order given and what the closure builds inside.
  init(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    @MarkupBuilder _ children: () -> [Markup] = { [] }
  ) {
    content = .element(
      name: name, attributes: attributes.map { ($0.key, $0.value) }, children: children())
  }

  /// HTML elements that have no end tag (HTML Living Standard, 13.1.2).
  private static let void: Set<String> = ["meta", "br", "hr", "link", "col", "img"]

  /// The text without any tags, as a reader would copy it.
  var plainText: String {
    switch content {
    case .text(let text): DisplayText.clean(text)
    case .element(_, _, let children), .group(let children): children.map(\.plainText).joined()
    }
  }

  /// Writes the piece at the end of a page.
  func write(to page: inout String) {
    switch content {
    case .text(let text):
      page += DisplayText.escaped(text)
    case .group(let children):
      for child in children { child.write(to: &page) }
    case .element(let name, let attributes, let children):
      page += "<\(name)"
      for (key, value) in attributes { page += " \(key)=\"\(DisplayText.escaped(value))\"" }
      page += ">"
      guard !Markup.void.contains(name) else { return }
      for child in children {
        name == "style" ? child.writeSheet(to: &page) : child.write(to: &page)
      }
      page += "</\(name)>"
      if Markup.blocks.contains(name) { page += "\n" }
    }
  }

  /// Elements after which a line ends, so that the page can be read and compared as text.
  private static let blocks: Set<String> = [
    "p", "h1", "h2", "h3", "h4", "li", "tr", "table", "section", "figure", "svg", "head", "title",
    "style", "dd", "div", "details", "summary", "header", "footer", "main", "nav", "figcaption",
    "caption", "g",
  ]

  private func writeSheet(to page: inout String) {
    guard case .text(let sheet) = content else { return }
    // A style element ends at the first "</", whatever stands around it.
    page += sheet.split(separator: "</", omittingEmptySubsequences: false).joined()
  }
}
