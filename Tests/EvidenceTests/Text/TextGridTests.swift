import Testing

@testable import Evidence

@Suite struct TextGridTests {
  @Test func `columns line up and lines have no blanks at their end`() {
    var grid = TextGrid(rightAligned: [false, true])
    grid.add(["a", "1\n22"])
    grid.addGap()
    grid.add(["long", "333"])
    #expect(grid.text == "a       1\n       22\n\nlong  333\n")
  }
}
