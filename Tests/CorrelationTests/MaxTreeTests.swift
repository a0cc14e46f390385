import Testing

@testable import Correlation

@Suite struct MaxTreeTests {
  @Test func `finds what a walk over all places finds`() {
    for count in [0, 1, 15, 16, 17, 255, 256, 257, 4096, 5000] {
      var random = SeededGenerator(seed: UInt64(count))
      let values = (0..<count).map { _ in Int64(random.below(1000)) }
      let tree = MaxTree(count: count) { values[$0] }
      for _ in 0..<20 {
        let first = random.below(count + 1)
        let last = first + random.below(count - first + 1)
        let bound = Int64([-1, 500, 990, 999, 1000][random.below(5)])
        var found: [Int] = []
        tree.forEach(in: first..<last, above: bound, value: { values[$0] }, { found.append($0) })
        #expect(found == (first..<last).filter { values[$0] > bound })
      }
    }
  }

  @Test func `looks at few places when few are above the bound`() {
    let count = 100_000
    let tree = MaxTree(count: count) { $0 == 77_777 ? 9 : 1 }
    var looked = 0
    var found: [Int] = []
    tree.forEach(
      in: 0..<count, above: 5,
      value: {
        looked += 1
        return $0 == 77_777 ? 9 : 1
      }, { found.append($0) })
    #expect(found == [77_777])
    #expect(looked < 200)
  }
}
