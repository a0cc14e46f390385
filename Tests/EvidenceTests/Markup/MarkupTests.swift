import Testing

@testable import Evidence

@Suite struct MarkupTests {
  private func written(_ markup: Markup) -> String {
    var text = ""
    markup.write(to: &text)
    return text
  }

  @Test func `escapes text and attributes once`() {
    let markup = Markup("p", ["title": "\"><script>"]) { "<b>&'\"" }
    #expect(
      written(markup)
        == "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;&quot;</p>\n")
  }

  @Test func `void elements have no end`() {
    #expect(written(Markup("meta", ["charset": "utf-8"])) == "<meta charset=\"utf-8\">")
  }

  @Test func `a sheet cannot end its element`() {
    let markup = Markup("style") { "a > b { } </style><script>" }
    #expect(written(markup) == "<style>a > b { } style><script></style>\n")
  }

  @Test func `plain text has no tags`() {
    let markup = Markup("p") {
      "a "
      Markup("b") { "<c>" }
    }
    #expect(markup.plainText == "a <c>")
  }
}
