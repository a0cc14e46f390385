import Testing

@testable import Evidence

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.1 + 0.2, "0.3"), (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-2.5, "-2.5"), (1.0 / 3, "0.333333"),
    (0.000123456789, "0.000123457"), (0.01, "0.01"), (123_456_789.25, "123456789.25"),
    (999_999.9999999, "1000000"), (2e-20, "0"), (123_456_789_012_345, "123456789012345"),
  ])
  func `numbers for machines`(value: Double, expected: String) {
    #expect(NumberText.machine(value) == expected)
  }

  @Test func `what is not finite is no number`() {
    #expect(NumberText.machine(.nan) == nil)
    #expect(NumberText.machine(.infinity) == nil)
    #expect(NumberText.people(.nan) == "?")
    #expect(NumberText.percent(.nan) == "?\u{A0}%")
  }

  @Test func `numbers for machines are read back to six digits`() throws {
    var state: UInt64 = 42
    for _ in 0..<5000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let exponent = Int(state >> 60) - 8
      var value = Double(Int64(bitPattern: state) >> 12) / 2_251_799_813_685_248
      for _ in 0..<exponent.magnitude { value = exponent < 0 ? value / 10 : value * 10 }
      let text = try #require(NumberText.machine(value))
      let back = try #require(Double(text))
      #expect((back - value).magnitude <= max(5.1e-7, value.magnitude * 1e-15), "\(value) \(text)")
    }
  }

  @Test(arguments: [
    (0.0, "0"), (1.0, "100"), (0.9999, ">99.9"), (0.0001, "<0.1"), (0.986111, "98.6"), (0.5, "50"),
    (0.9994, "99.9"),
  ])
  func `percentages never round to certainty`(share: Double, expected: String) {
    #expect(NumberText.percent(share) == expected + "\u{A0}%")
  }

  @Test(arguments: [
    (27_360.4, "27,360"), (8, "8"), (61.25, "61.25"), (123.456, "123.5"), (0.01234, "0.0123"),
    (-5.5, "−5.5"), (1_000_000, "1,000,000"), (6.4, "6.4"), (-0.0, "0"),
  ])
  func `numbers for people`(value: Double, expected: String) {
    #expect(NumberText.people(value) == expected)
  }
}
