import NATModel
import Testing

@testable import Exposure

@Suite struct PeakRateTests {
  private let measure = PeakRate()

  @Test func `the busiest minute and the mean are counts over their time`() {
    var world = SmallWorld(seconds: 3600, subscribers: ["ada", "ben"])
    for step in 0..<60 { world.connect("ada", at: Double(step) * 60) }
    for step in 0..<12 { world.connect("ben", at: 600 + Double(step)) }
    let figures = measure.figures(world, "binding")
    // 13 records in the eleventh minute; 72 in the hour; two subscribers.
    #expect(abs((figures.part("peak")?.value ?? 0) - 13.0 / 60 * 50_000) < 1e-6)
    #expect(abs((figures.part("mean")?.value ?? 0) - 72.0 / 3600 * 50_000) < 1e-6)
    #expect(abs((figures.part("peak-over-mean")?.value ?? 0) - 13.0 / 60 / (72.0 / 3600)) < 1e-9)
    #expect(measure.figures(world, "register").part("peak")?.status == .empty)
  }
}
