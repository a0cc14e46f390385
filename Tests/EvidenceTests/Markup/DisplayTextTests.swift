import Testing

@testable import Evidence

@Suite struct DisplayTextTests {
  @Test(arguments: [
    ("a\u{202E}txt.exe", "atxt.exe"), ("a\u{0}b\u{1B}[31mc", "ab[31mc"), ("\u{200B}x\u{FEFF}", "x"),
    ("\u{2066}x\u{2069}", "x"), ("\u{E0041}tag", "tag"), ("ünïcødé 漢", "ünïcødé 漢"),
    ("a\nb", "a\nb"),
  ])
  func `hidden characters are taken out`(text: String, expected: String) {
    #expect(DisplayText.clean(text) == expected)
  }

  @Test func `long text is cut`() {
    #expect(DisplayText.clean(String(repeating: "x", count: 10_000)).count == 2001)
    #expect(DisplayText.shortened("abcdef", to: 4) == "abc…")
    #expect(DisplayText.shortened("abcd", to: 4) == "abcd")
  }

  @Test func `words are put on lines`() {
    #expect(DisplayText.wrapped("one two three four", width: 9, lines: 2) == ["one two", "three…"])
    #expect(DisplayText.wrapped("one two", width: 9, lines: 2) == ["one two"])
    #expect(DisplayText.wrapped("unbreakable", width: 5, lines: 1) == ["unbr…"])
    #expect(DisplayText.wrapped("", width: 5, lines: 1).isEmpty)
    for width in 1...12 {
      for line in DisplayText.wrapped("some words and a verylongword", width: width, lines: 3) {
        #expect(line.count <= max(2, width))
      }
    }
  }
}
