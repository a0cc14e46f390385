import Testing

@testable import Exposure

@Suite struct PairSetTests {
  @Test func agreesWithASetOfStructs() {
    struct Pair: Hashable {
      var first: Int
      var second: Int
    }
    let random = CounterRandom(seed: 31)
    var pairs = PairSet()
    for round in 0..<2 {
      var oracle: Set<Pair> = []
      for index in 0..<5000 {
        let pair = Pair(
          first: Int(random.below(60, at: UInt64(2 * index + round))),
          second: Int(random.below(60, at: UInt64(2 * index + 1))))
        let isNew = oracle.insert(pair).inserted
        let added = pairs.insert(pair.first, pair.second)
        #expect(added == isNew)
      }
      #expect(pairs.count == oracle.count)
      pairs.removeAll()
      #expect(pairs.count == 0)
    }
  }

  @Test func endsOfTheRange() {
    var pairs = PairSet()
    let last = Int(UInt32.max) - 1
    for first in [0, 1, last] {
      for second in [0, 1, last] {
        let isNew = pairs.insert(first, second)
        #expect(isNew)
      }
    }
    let again = [pairs.insert(last, last), pairs.insert(0, 0)]
    #expect(again == [false, false])
    #expect(pairs.count == 9)
  }
}
