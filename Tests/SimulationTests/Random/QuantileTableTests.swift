import Simulation
import Testing

@Suite struct QuantileTableTests {
  @Test func `normal quantiles are those of the tables`() {
    #expect(abs(QuantileTable.normalQuantile(0.5)) < 1e-9)
    #expect(abs(QuantileTable.normalQuantile(0.975) - 1.959_963_985) < 1e-6)
    #expect(abs(QuantileTable.normalQuantile(0.01) + 2.326_347_874) < 1e-6)
  }

  @Test func `draws have the medians and means asked for`() {
    var draws = CounterGenerator(seed: 3, stream: .test)
    func sample(_ table: QuantileTable) -> [Double] {
      (0..<20_000).map { _ in table.value(draws.next()) }.sorted()
    }
    let normal = sample(.logNormal(median: 10, sigma: 0.63))
    #expect(abs(normal[10_000] - 10) < 0.3)
    #expect(abs(normal.reduce(0, +) / 20_000 - 12.2) < 0.3)
    let waits = sample(.exponential(mean: 40))
    #expect(abs(waits.reduce(0, +) / 20_000 - 40) < 1.5)
    let gaps = sample(.pareto(exponent: 0.6, least: 15, most: 1800))
    #expect(gaps[0] >= 15 && gaps[19_999] <= 1800)
    // P(gap > x) of a power law cut off at both ends.
    let tail = gaps.count { $0 > 150 }
    let cut = 0.0565
    #expect(abs(Double(tail) / 20_000 - (0.2512 - cut) / (1 - cut)) < 0.02)
  }
}
