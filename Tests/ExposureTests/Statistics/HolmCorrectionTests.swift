import Testing

@testable import Exposure

@Suite struct HolmCorrectionTests {
  @Test func `the published steps`() {
    // 0.01 × 4, then 0.02 × 3, 0.03 × 2 and 0.04 × 1, none smaller than the one before.
    let adjusted = HolmCorrection.adjusted([0.04, 0.01, 0.03, 0.02])
    for (found, wanted) in zip(adjusted, [0.06, 0.04, 0.06, 0.06]) {
      #expect(abs(found - wanted) < 1e-12)
    }
    #expect(HolmCorrection.adjusted([]).isEmpty)
    #expect(HolmCorrection.adjusted([0.7, 0.9]) == [1, 1])
    #expect(HolmCorrection.adjusted([0.2]) == [0.2])
  }

  /// Twenty true null hypotheses: in about one family of twenty something is found at 5 %.
  @Test func `a family of chance findings is rarely taken for one`() {
    let random = CounterRandom(seed: 4)
    let families = (0..<1000).map { family in
      (0..<20).map { random.unit(at: UInt64(family * 20 + $0)) }
    }
    func share(_ isFinding: ([Double]) -> Bool) -> Double {
      Double(families.count(where: isFinding)) / 1000
    }
    #expect(share { $0.contains { $0 < 0.05 } } > 0.5)
    #expect(share { HolmCorrection.adjusted($0).contains { $0 < 0.05 } } < 0.08)
  }
}
