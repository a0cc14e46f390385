import NATModel
import Testing

@Suite struct TextTableTests {
  @Test func `texts are numbered in order of first appearance`() {
    var table = TextTable()
    #expect(table.intern("") == .none)
    let first = table.intern("news.example")
    let second = table.intern("shop.example")
    #expect(first.rawValue == 1 && second.rawValue == 2)
    #expect(table.intern("news.example") == first)
    #expect(table.string(second) == "shop.example")
    #expect(table.find("shop.example") == second && table.find("other.example") == nil)
    #expect(table.bytes(of: TextID(rawValue: 99)).isEmpty)
  }

  @Test func `many texts keep their ids while the table grows`() {
    var table = TextTable()
    let ids = (0..<5000).map { table.intern("host-\($0).example") }
    #expect(Set(ids).count == 5000)
    for (number, id) in ids.enumerated() { #expect(table.string(id) == "host-\(number).example") }
  }

  @Test func `shards joined in input order give the ids of one pass`() {
    let lines = (0..<400).map { "h\($0 * 7 % 53).example" }
    var whole = TextTable()
    let expected = lines.map { whole.intern($0) }
    var joined = TextTable()
    var got: [TextID] = []
    for start in stride(from: 0, to: lines.count, by: 37) {
      var shard = TextTable()
      let local = lines[start..<min(start + 37, lines.count)].map { shard.intern($0) }
      let mapping = joined.absorb(shard)
      got += local.map { mapping[Int($0.rawValue)] }
    }
    #expect(got == expected)
    #expect(joined.count == whole.count)
  }
}
