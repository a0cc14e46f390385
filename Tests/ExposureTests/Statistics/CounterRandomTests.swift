import Testing

@testable import Exposure

@Suite struct CounterRandomTests {
  @Test func finaliserIsThatOfSplitMix64() {
    // The first two outputs of the reference implementation for seed 0.
    #expect(CounterRandom.mix(0x9e37_79b9_7f4a_7c15) == 0xe220_a839_7b1d_cdaf)
    #expect(CounterRandom.mix(0x9e37_79b9_7f4a_7c15 &* 2) == 0x6e78_9e6a_a1b9_65f4)
  }

  @Test func sameIndexGivesSameNumberInAnyOrder() {
    let random = CounterRandom(seed: 7, stream: 3)
    let forward = (0..<100).map { random.bits($0) }
    let backward = (0..<100).reversed().map { random.bits($0) }
    #expect(forward == backward.reversed())
    #expect(Set(forward).count == 100)
    #expect(forward != (0..<100).map { CounterRandom(seed: 7, stream: 4).bits($0) })
    #expect(forward != (0..<100).map { CounterRandom(seed: 8, stream: 3).bits($0) })
  }

  @Test func boundedNumbersAreEven() {
    let random = CounterRandom(seed: 1)
    var counts = [Int](repeating: 0, count: 6)
    for index in 0..<6000 { counts[Int(random.below(6, at: UInt64(index)))] += 1 }
    // Six standard deviations of a binomial (6000, 1/6) are 173.
    #expect(counts.allSatisfy { abs($0 - 1000) < 173 })
    #expect(random.below(1, at: 5) == 0)
  }

  @Test func unitsLieBelowOne() {
    let random = CounterRandom(seed: 2)
    let values = (0..<2000).map { random.unit(at: $0) }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(values.reduce(0, +) / 2000 - 0.5) < 0.04)
  }
}
