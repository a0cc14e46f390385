import NATModel
import Testing

@testable import LogFormats

@Suite struct TextMemoTests {
  /// Ids are those of the table, whatever was asked before.
  @Test func memoryChangesNothing() {
    var random = SeededGenerator(seed: 53)
    let names = (0..<30).map { number in String(repeating: "x", count: number) + "\(number % 7)" }
    var texts = TextTable()
    var memo = TextMemo()
    for _ in 0..<3000 {
      let name = names.randomElement(using: &random) ?? ""
      let bytes = Array("device=\(name) \(name)".utf8)
      let id = memo.intern(7..<7 + name.utf8.count, LineCursor(bytes.span), into: &texts)
      #expect(texts.string(id) == name)
    }
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
