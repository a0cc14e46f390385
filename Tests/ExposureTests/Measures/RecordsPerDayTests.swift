import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct RecordsPerDayTests {
  private let measure = RecordsPerDay(bootstrap: ClusterBootstrap(draws: 200))

  @Test func countsPerDayOfCoverage() throws {
    var world = SmallWorld(seconds: 2 * 86_400, subscribers: ["ada", "ben", "cem"])
    for index in 0..<8 { world.connect("ada", at: Double(index)) }
    for index in 0..<2 { world.connect("ben", at: Double(index)) }
    let figures = measure.figures(world, "binding")
    let values = ["mean", "median", "p95"].map { figures.part($0)?.value }
    #expect(values[1...] == [1, 4])
    #expect(abs((values[0] ?? 0) - 10.0 / 6) < 1e-12)
    #expect(figures.part("recording-mean")?.value == 10.0 / 3)
    #expect(figures.part("mean")?.note == "")
    #expect(figures.part("mean")?.denominator == 3)
    #expect(figures.part("without-subscriber")?.value == 0)
  }

  @Test func shortRecordingsAreExtrapolatedAndSaySo() {
    var world = SmallWorld(seconds: 2 * 3600, subscribers: ["ada"])
    for index in 0..<5 { world.connect("ada", at: Double(index)) }
    let figures = measure.figures(world, "binding")
    #expect(figures.part("mean")?.value == 60)
    #expect(figures.part("mean")?.note == "extrapolated to a day from 2.0 h")
    #expect(figures.part("recording-mean")?.value == 5)
    #expect(figures.part("recording-mean")?.note == "")
    #expect(figures.part("mean")?.interval == nil)
  }

  @Test func logWithoutTimeHasNoRate() {
    let world = SmallWorld(seconds: 10, subscribers: ["ada", "ben"])
    let figures = measure.figures(world, "register")
    #expect(figures.part("mean")?.status == .empty)
    #expect(figures.part("mean")?.note == "the log states no time")
    #expect(figures.part("recording-mean")?.value == 1)
    let instant = SmallWorld(seconds: 0, subscribers: ["ada"])
    #expect(measure.figures(instant, "assignment").part("mean")?.status == .empty)
  }

  @Test func recordsOfNobodyAreCountedApart() {
    var world = SmallWorld(seconds: 86_400, subscribers: ["ada"])
    let record = world.connect("ada", at: 1)
    var stray = record
    stray.subscriber = .unknown
    let log = RetainedLog(
      regime: "binding", provenance: .logged,
      records: ArrayRecords([record, stray], keepsOutside: true, keepsDestination: false),
      ledger: world.ledger, coverage: world.coverage)
    let figures = measure.score(
      measure.infer(from: log, knowing: .nothing, asked: []), truth: nil)
    #expect(figures.part("mean")?.value == 1)
    #expect(figures.part("without-subscriber")?.numerator == 1)
    #expect(figures.part("without-subscriber")?.denominator == 2)
  }
}
