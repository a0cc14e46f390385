import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct SkewToleranceTests {
  private let measure = SkewTolerance(bootstrap: ClusterBootstrap(draws: 200))

  /// A port that passes from ada to ben after a pause of two minutes, twenty times.
  private var world: SmallWorld {
    var world = SmallWorld(seconds: 86_400, subscribers: ["ada", "ben"])
    for step in 0..<40 {
      let name = step % 2 == 0 ? "ada" : "ben"
      world.connect(name, at: Double(step) * 240, seconds: 120)
    }
    return world
  }

  @Test func `a pause of two minutes bears a minute of error and a little more`() throws {
    // Every record on one port, so that only the pause keeps both apart.
    let records = world.connections.map { record in
      var copy = record
      copy.ports = 1024...1024
      return copy
    }
    let all = world.ledger
    let log = RetainedLogFixture.log(records, ledger: all, coverage: world.coverage)
    var truth = Truth(requesters: [:], visits: [], origin: "written by hand")
    let asked = records.enumerated().map { number, record in
      truth.requesters["r\(number)"] = number % 2 == 0 ? "ada" : "ben"
      var request = SmallWorld.request(record, label: "r\(number)")
      request.time = request.time.advanced(by: 60 * SmallWorld.second)
      return request
    }
    let figures = measure.score(
      measure.infer(from: log, knowing: .nothing, asked: asked), truth: truth)
    // In the middle of its 120 s each request is 180 s away from its neighbours.
    #expect(figures.part("delta95", .addressPort)?.value == 120)
    #expect(figures.part("share-120s", .addressPort)?.value == 1)
    #expect((figures.part("share-300s", .addressPort)?.value ?? 1) < 0.2)
  }

  @Test func `where even no error is too much there is no number`() {
    let figures = PortWorld.figures(measure, "port-block")
    #expect(figures.part("delta95", .address) == nil)
    #expect(figures.part("delta95", .addressDestination)?.status == .empty)
    #expect(figures.part("delta95", .addressPort)?.note == "the largest tried")
    #expect(
      measure.figures(PortWorld.world, "binding", asked: PortWorld.requests)
        .part("delta95", .addressPort)?.status == .needsTruth)
  }
}
