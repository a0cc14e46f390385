import Simulation
import Testing

@Suite struct AliasTableTests {
  @Test func `outcomes have the shares of their weights`() {
    let weights = [5.0, 0, 1, 3, 1]
    let table = AliasTable(weights)
    var draws = CounterGenerator(seed: 1, stream: .test)
    var counts = [Int](repeating: 0, count: 5)
    for _ in 0..<50_000 { counts[table.outcome(draws.next())] += 1 }
    for (weight, count) in zip(weights, counts) {
      #expect(abs(Double(count) / 50_000 - weight / 10) < 0.01)
    }
    #expect(counts[1] == 0)
  }

  @Test func `no weight at all means even shares`() {
    let table = AliasTable([0, 0, 0])
    var draws = CounterGenerator(seed: 2, stream: .test)
    let seen = Set((0..<200).map { _ in table.outcome(draws.next()) })
    #expect(seen == [0, 1, 2])
  }
}
