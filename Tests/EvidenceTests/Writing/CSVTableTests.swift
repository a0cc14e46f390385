import Testing

@testable import Evidence

@Suite struct CSVTableTests {
  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("\t=x", "'=x"),
    ("a,b", "\"a,b\""), ("say \"a\"", "\"say \"\"a\"\"\""), ("a\nb", "\"a\nb\""),
    ("plain", "plain"),
    ("", ""), ("\u{202E}abc", "abc"), (" x", "\" x\""),
  ])
  func `texts are guarded and quoted`(text: String, expected: String) {
    var table = CSVTable(columns: ["t"])
    table.add([.text(text)])
    #expect(table.text == "t\r\n\(expected)\r\n")
  }

  @Test func `numbers stay numbers`() {
    var table = CSVTable(columns: ["a", "b", "c", "d"])
    table.add([.number(-0.25), .integer(-3), .empty, .number(.infinity)])
    #expect(table.text == "a,b,c,d\r\n-0.25,-3,,\r\n")
  }
}
