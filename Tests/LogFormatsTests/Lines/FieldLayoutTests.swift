import NATModel
import Testing

@testable import LogFormats

/// Fields told by their place are those told by their name.
@Suite struct FieldLayoutTests {
  @Test func placesOfOtherRecordsDecideNothing() {
    var random = SeededGenerator(seed: 83)
    var layout = FieldLayout()
    func find(_ name: UInt64, _ length: Int) -> Int { Int(name) * 100 + length }
    for _ in 0..<500 {
      for place in 0..<Int.random(in: 0..<40, using: &random) {
        let name = UInt64.random(in: 1..<4, using: &random)
        let length = Int.random(in: 1..<3, using: &random)
        let field = layout.field(
          at: place, Assignment(name: name, length: length, value: 0..<0), find)
        #expect(field == find(name, length))
      }
    }
  }
}
