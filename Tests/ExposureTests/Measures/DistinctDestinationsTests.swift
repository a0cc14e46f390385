import NATModel
import Testing

@testable import Exposure

@Suite struct DistinctDestinationsTests {
  private let measure = DistinctDestinations(bootstrap: ClusterBootstrap(draws: 200))

  private func world() -> SmallWorld {
    var world = SmallWorld(seconds: 100, subscribers: ["ada", "ben", "cem"])
    world.connect("ada", at: 1, to: 1, host: "a.example")
    world.connect("ada", at: 2, to: 1, host: "b.example")
    world.connect("ada", at: 3, to: 2, host: "a.example")
    world.connect("ada", at: 4, to: 1, host: "c.example")
    world.connect("ben", at: 5, to: 3)
    return world
  }

  @Test func countsEachPlaceOnce() {
    let figures = measure.figures(world(), "connection-host")
    #expect(["mean", "median", "p95"].map { figures.part($0)?.value } == [1, 1, 2])
    #expect(
      ["hosts-mean", "hosts-median", "hosts-p95"].map { figures.part($0)?.value } == [1, 0, 3])
    #expect(figures.part("mean")?.denominator == 3)
  }

  @Test func whatTheRegimeDoesNotKeepIsZeroByConstruction() {
    let connection = measure.figures(world(), "connection")
    #expect(connection.part("mean")?.value == 1)
    #expect(connection.part("hosts-mean")?.value == 0)
    #expect(
      connection.part("hosts-mean")?.note == "0 by construction: no record states a host name")
    for figure in measure.figures(world(), "binding") {
      #expect(figure.value == 0 && figure.interval == nil && figure.status == .computed)
      #expect(figure.note.hasPrefix("0 by construction: no record states"))
    }
  }

  @Test func logWithoutRecords() {
    let empty = SmallWorld(seconds: 100, subscribers: ["ada"])
    #expect(
      measure.figures(empty, "connection").part("mean")?.note
        == "0 by construction: the log holds no record")
  }
}
