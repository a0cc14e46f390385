import NATModel
import Testing

@testable import LogFormats

/// What was remembered of other lines decides nothing.
@Suite struct WordMemoTests {
  @Test func movesAsASearchDoes() throws {
    var random = SeededGenerator(seed: 29)
    var memo = WordMemo(until: UInt8(ascii: ":"))
    let words = [
      "inside", "outside", "dmz", "", "an_interface_of_some_length", "seven77", "in", "i:n",
    ]
    var text = ""
    for _ in 0..<3000 {
      if Int.random(in: 0..<3, using: &random) == 0 {
        text = try #require(words.randomElement(using: &random))
      }
      let rest = ":192.0.2.1/443 (192.0.2.1/443) to".prefix(Int.random(in: 0...33, using: &random))
      let bytes = Array((text + rest).utf8)
      let end = Bool.random(using: &random) ? bytes.count : bytes.count / 2
      var line = LineCursor(bytes.span, from: 0, to: end)
      var other = line
      #expect(line.skipPast(&memo) == other.skipPast(UInt8(ascii: ":")))
      #expect(line.position == other.position)
    }
  }
}
