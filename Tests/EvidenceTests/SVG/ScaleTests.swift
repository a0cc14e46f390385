import Testing

@testable import Evidence

@Suite struct ScaleTests {
  @Test(
    arguments: [
      ([27_360.0], 50_000.0), ([0.62], 1), ([0.3], 0.5), ([], 1), ([0], 1), ([.infinity, 3], 5),
      ([0.0021], 0.0025), ([100], 100),
    ] as [([Double], Double)])
  func `ends at a round number`(values: [Double], maximum: Double) {
    let scale = Scale(values: values, start: 10, length: 100, isShare: values == [0.62])
    #expect((scale.maximum - maximum).magnitude < 1e-12)
    #expect(scale(0) == 10)
    #expect(scale(maximum * 9) == 110)
    #expect(scale(-1) == 10)
    #expect(scale(.nan) == 10)
  }
}
