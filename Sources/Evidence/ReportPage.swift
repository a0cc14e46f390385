/// `index.html`: one file without scripts that opens from a disk and prints on A4.
struct ReportPage: Sendable {
  /// The page's text.
  let html: String

  /// A page from sections that are already put together.
  init(
    title: String, cover: Markup, sections: [Markup], setting: ReportContent.Setting,
    contents: [(id: String, title: String)] = ReportPage.reportContents
  ) {
    let sheet = String(decoding: PackageResources.report_css, as: UTF8.self)
    let page = Markup("html", ["lang": "en"]) {
      Markup("head") {
        Markup("meta", ["charset": "utf-8"])
        Markup(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
          ])
        Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        Markup("meta", ["name": "color-scheme", "content": "light dark"])
        Markup("meta", ["name": "generator", "content": "natlens"])
        Markup("title") { title }
        Markup("style") { sheet }
      }
      Markup("body", ["class": setting.rawValue]) {
        Markup("a", ["class": "skip", "href": "#main"]) { "Skip to the report" }
        Drawing.hatches
        cover
        ReportPage.navigation(contents)
        Markup("main", ["id": "main"]) { sections }
        Markup("footer") {
          Markup("p") { "End of the report. Terms are explained in the glossary." }
        }
      }
    }
    var text = "<!DOCTYPE html>\n"
    page.write(to: &text)
    html = text + "\n"
  }

  /// The sections of a report.
  static let reportContents: [(id: String, title: String)] = [
    ("summary", "In short"), ("reading", "What is compared"),
    ("attribution", "How often the answer is right"),
    ("outcomes", "When the answer is not right"),
    ("exposure", "What the records reveal about everybody"),
    ("dominance", "Which records are superfluous"),
    ("day", "One subscriber, seen through every record"), ("definitions", "Definitions"),
    ("limitations", "Limitations"),
    ("contrary", "What speaks against, and what happened elsewhere"),
    ("law", "What each record is in law"), ("inputs", "Inputs and how to repeat this"),
    ("glossary", "Glossary"), ("claims", "List of claims"),
  ]

  private static func navigation(_ contents: [(id: String, title: String)]) -> Markup {
    Markup("nav", ["aria-labelledby": "contents-title"]) {
      Markup("h2", ["id": "contents-title"]) { "Contents" }
      Markup("ol") {
        for (id, title) in contents {
          Markup("li") { Markup("a", ["href": "#\(id)"]) { title } }
        }
      }
    }
  }
}
