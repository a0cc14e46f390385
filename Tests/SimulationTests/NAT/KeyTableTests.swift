import Testing

@testable import Simulation

@Suite struct KeyTableTests {
  @Test func `it holds what a dictionary holds through inserts and removals`() {
    var table = KeyTable()
    var expected: [UInt64: UInt32] = [:]
    var draws = CounterGenerator(seed: 1, stream: .test)
    for step in 0..<40_000 {
      let key = UInt64(draws.below(3000)) + 1
      if let value = expected[key] {
        #expect(table.find(key) == value)
        if draws.chance(0.6) {
          table.remove(key)
          expected[key] = nil
        }
      } else {
        if table.find(key) != nil { Issue.record("\(key) was removed, step \(step)") }
        table.insert(key, UInt32(step))
        expected[key] = UInt32(step)
      }
    }
    #expect(table.count == expected.count)
    for key in 1...3000 as ClosedRange<UInt64> { #expect(table.find(key) == expected[key]) }
    table.remove(99_999)
    #expect(table.count == expected.count)
  }
}
