import Testing

@testable import Simulation

@Suite struct KeyTableTests {
  @Test func `it holds what a dictionary holds through inserts and removals`() {
    var table = KeyTable()
    var keys: [UInt64] = []
    var expected: [UInt64: UInt32] = [:]
    var draws = CounterGenerator(seed: 1, stream: .test)
    func find(_ key: UInt64) -> UInt32? { table.find(key) { keys[Int($0)] == key } }
    for step in 0..<40_000 {
      let key = UInt64(draws.below(3000))
      #expect(find(key) == expected[key])
      if let position = expected[key] {
        guard draws.chance(0.6) else { continue }
        table.remove(key, position)
        expected[key] = nil
      } else {
        keys.append(key)
        table.insert(key, UInt32(keys.count - 1))
        expected[key] = UInt32(keys.count - 1)
      }
      if step % 1000 == 0 { #expect(table.count == expected.count) }
    }
    for key in 0..<3000 as Range<UInt64> { #expect(find(key) == expected[key]) }
    let count = table.count
    table.remove(99_999, 7_000_000)
    #expect(table.count == count)
  }
}
