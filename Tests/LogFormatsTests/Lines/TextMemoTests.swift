import NATModel
import Testing

@testable import LogFormats

@Suite struct TextMemoTests {
  /// Ids are those of the table, whatever was asked before.
  @Test func memoryChangesNothing() {
    var random = SeededGenerator(seed: 53)
    // Of every length some that differ in one byte: the first, one in the middle, the last.
    let names = (1...30).flatMap { count in
      [0, count / 2, count - 1].flatMap { place in
        ["y", "z"].map { other in
          String(repeating: "x", count: place) + other
            + String(repeating: "x", count: count - place - 1)
        }
      }
    }
    var texts = TextTable()
    var memo = TextMemo()
    var wrong: [String] = []
    for _ in 0..<20_000 {
      let name = names.randomElement(using: &random) ?? ""
      let bytes = Array("device=\(name) \(name)".utf8)
      let id = memo.intern(7..<7 + name.utf8.count, LineCursor(bytes.span), into: &texts)
      if texts.string(id) != name { wrong.append(name) }
    }
    #expect(wrong.isEmpty)
    let bytes = Array("x".utf8)
    #expect(memo.intern(0..<0, LineCursor(bytes.span), into: &texts) == .none)
    // Ids of another table mean nothing.
    var other = TextTable()
    _ = other.intern("something else")
    memo.reset()
    let id = memo.intern(0..<1, LineCursor(bytes.span), into: &other)
    #expect(other.string(id) == "x")
  }
}
