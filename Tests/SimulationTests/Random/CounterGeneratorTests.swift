import Simulation
import Testing

@Suite struct CounterGeneratorTests {
  @Test func `a sequence depends on all its keys and on nothing else`() {
    func first(_ seed: UInt64, _ subscriber: UInt64, _ item: UInt64) -> UInt64 {
      var draws = CounterGenerator(seed: seed, subscriber: subscriber, stream: .test, item: item)
      return draws.next()
    }
    #expect(first(1, 2, 3) == first(1, 2, 3))
    var seen: Set<UInt64> = []
    for seed in 0..<10 as Range<UInt64> {
      for subscriber in 0..<10 as Range<UInt64> {
        for item in 0..<10 as Range<UInt64> { seen.insert(first(seed, subscriber, item)) }
      }
    }
    #expect(seen.count == 1000)
    var other = CounterGenerator(seed: 1, subscriber: 2, stream: .plan, item: 3)
    #expect(other.next() != first(1, 2, 3))
  }

  @Test func `numbers are even over the unit interval and over counts`() {
    var draws = CounterGenerator(seed: 5, stream: .test)
    var bins = [Int](repeating: 0, count: 10)
    var sum = 0.0
    for _ in 0..<20_000 {
      bins[draws.below(10)] += 1
      sum += draws.unit()
    }
    // Chi-square with 9 degrees of freedom: 27.9 is its 99.9 % point.
    let square = bins.reduce(0.0) { $0 + (Double($1) - 2000) * (Double($1) - 2000) / 2000 }
    #expect(square < 27.9)
    #expect(abs(sum / 20_000 - 0.5) < 0.01)
  }

  @Test func `counts have their means`() {
    var draws = CounterGenerator(seed: 6, stream: .test)
    let count = 20_000
    let poisson = (0..<count).reduce(0) { sum, _ in sum + draws.poisson(2.5) }
    let geometric = (0..<count).reduce(0) { sum, _ in sum + draws.geometric(mean: 4, most: 1000) }
    let normals = (0..<count).map { _ in draws.normal() }
    #expect(abs(Double(poisson) / Double(count) - 2.5) < 0.06)
    #expect(abs(Double(geometric) / Double(count) - 4) < 0.15)
    #expect(abs(normals.reduce(0, +) / Double(count)) < 0.03)
    #expect(abs(normals.reduce(0) { $0 + $1 * $1 } / Double(count) - 1) < 0.05)
    #expect(draws.poisson(0) == 0 && draws.geometric(mean: 1, most: 5) == 1)
  }
}
