import Simulation
import Testing

@Suite struct ActivityCurveTests {
  @Test(arguments: [1.0, 4, 5, 6])
  func `the curve has mean 1 and the ratio asked for, and peaks in the evening`(ratio: Double) {
    let curve = ActivityCurve(peakToTrough: ratio)
    let values = (0..<96).map { curve.value(atHour: (Double($0) + 0.5) / 4) }
    #expect(abs(values.reduce(0, +) / 96 - 1) < 1e-9)
    #expect(abs((values.max() ?? 0) / (values.min() ?? 1) - ratio) < 1e-6)
    #expect(curve.peak == values.max())
    #expect(curve.value(atHour: 26) == curve.value(atHour: 2))
    if ratio > 1 {
      #expect(
        values.firstIndex(of: curve.peak).map { $0 / 4 } == 20
          || values.firstIndex(of: curve.peak).map { $0 / 4 } == 21)
    }
  }
}
