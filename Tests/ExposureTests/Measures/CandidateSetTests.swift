import NATModel
import Retention
import Testing

@testable import Exposure

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct CandidateSetTests {
  private let measure = CandidateSet(bootstrap: ClusterBootstrap(draws: 200))

  /// Three subscribers; ada and ben overlap at second 10, cem is alone at 100.
  private func street() -> (SmallWorld, [Request], Truth) {
    var world = SmallWorld(seconds: 1000, subscribers: ["ada", "ben", "cem", "dot"])
    let first = world.connect("ada", at: 10, seconds: 20, to: 1)
    let second = world.connect("ben", at: 15, seconds: 20, to: 2)
    let third = world.connect("cem", at: 100, seconds: 5, to: 1)
    let requests = [
      SmallWorld.request(first, label: "1"), SmallWorld.request(second, label: "2"),
      SmallWorld.request(third, label: "3"),
    ]
    let truth = Truth(
      requesters: ["1": "ada", "2": "ben", "3": "cem"], visits: [], origin: "written by hand")
    return (world, requests, truth)
  }

  @Test func countsCandidatesOfEveryType() {
    let (world, asked, truth) = street()
    func sizes(_ regime: String, _ kind: RequestKind) -> [Double?] {
      let figures = measure.figures(world, regime, asked: asked, truth: truth)
      return ["mean", "median", "p95"].map { figures.part($0, kind)?.value }
    }
    // By address alone: only ada at 10, ada and ben at 15, cem at 100.
    #expect(sizes("binding", .address) == [4.0 / 3, 1, 2])
    #expect(sizes("binding", .addressPort) == [1, 1, 1])
    // A field that the log does not hold is a wildcard: as by address.
    #expect(sizes("binding", .addressDestination) == [4.0 / 3, 1, 2])
    #expect(sizes("connection", .addressDestination) == [1, 1, 1])
    #expect(sizes("connection", .destination) == [1, 1, 1])
    #expect(sizes("port-block", .address) == [4, 4, 4])
    #expect(sizes("port-block", .addressPortDestination) == [1, 1, 1])
  }

  @Test func regimeWithoutOutsideAddressIsUnanswerableAndNeverEverybody() throws {
    let (world, asked, truth) = street()
    for regime in ["register", "assignment"] {
      let figures = measure.figures(world, regime, asked: asked, truth: truth)
      for kind in RequestKind.allCases {
        let figure = try #require(figures.part("mean", kind))
        #expect(figure.value == nil)
        guard case .unanswerable(let reason) = figure.status else {
          Issue.record("\(figure)")
          continue
        }
        #expect(!reason.isEmpty)
      }
    }
  }

  @Test func reverseSearchReturnsEverybodyWhoEverWentThere() throws {
    let (world, asked, truth) = street()
    let figures = measure.figures(world, "connection", asked: asked, truth: truth)
    // Destination 1 returns ada and cem, destination 2 ben: (2 + 1 + 2) / 3.
    let hits = try #require(figures.part("hits", .destination))
    #expect(hits.value == 5.0 / 3 && hits.denominator == 3)
    let others = try #require(figures.part("hits-not-target", .destination))
    #expect(others.value == 2.0 / 5 && others.numerator == 2 && others.denominator == 5)
    #expect(figures.part("hits", .address) == nil)
    let without = measure.figures(world, "connection", asked: asked)
    #expect(without.part("hits-not-target", .destination)?.status == .needsTruth)
    #expect(without.part("hits", .destination)?.value == 5.0 / 3)
  }

  @Test func undecidedAnswersDoNotCount() throws {
    var (world, asked, truth) = street()
    world.gaps = [SmallWorld.span(90, seconds: 30)]
    let figures = measure.figures(world, "connection", asked: asked, truth: truth)
    let mean = try #require(figures.part("mean", .address))
    #expect(mean.value == 1.5 && mean.denominator == 2)
    let hits = try #require(figures.part("hits", .destination))
    #expect(hits.note == "lower bound: the log has gaps")
    world.gaps = [world.coverage]
    let lost = measure.figures(world, "connection", asked: asked, truth: truth)
    #expect(lost.part("mean", .address)?.status == .empty)
  }

  @Test func nobodyCountsAsNone() {
    let (world, _, _) = street()
    let asked = [Request(time: SmallWorld.instant(500), outside: SmallWorld.outside)]
    #expect(measure.figures(world, "binding", asked: asked).part("mean", .address)?.value == 0)
  }

  @Test func requestsThatKnowTooLittleLeaveTheTypeEmpty() {
    let (world, _, _) = street()
    let asked = [Request(time: SmallWorld.instant(12), outside: SmallWorld.outside)]
    let figures = measure.figures(world, "connection", asked: asked)
    #expect(figures.part("mean", .address)?.value == 1)
    #expect(figures.part("mean", .addressPort)?.status == .empty)
    #expect(figures.part("hits", .destination)?.status == .empty)
    let none = measure.figures(world, "connection", asked: [])
    #expect(none.allSatisfy { $0.status == .empty && $0.denominator == 0 })
  }

  /// Q1: the expected candidate set by address is the mean number of active sharers, which for
  /// Poisson starts of a fixed length is N (1 - exp(-rate × length)).
  @Test func byAddressTheCandidatesAreTheActiveSharers() throws {
    let town = PoissonWorld(
      subscribers: 40, rate: 1 / 300, length: 60, seconds: 12_000, seed: 11)
    let random = CounterRandom(seed: 12)
    let asked = (0..<300).map { index in
      Request(
        time: SmallWorld.instant(100 + 11_800 * random.unit(at: UInt64(index))),
        outside: SmallWorld.outside)
    }
    let active = asked.map { request in
      Set(
        town.world.connections.filter { $0.span?.contains(request.time) == true }
          .map(\.subscriber)
      ).count
    }
    let figures = measure.figures(town.world, "binding", asked: asked)
    let mean = try #require(figures.part("mean", .address))
    #expect(mean.value == Double(active.reduce(0, +)) / 300)
    let expected = 40 * (1 - exp(-60.0 / 300))
    // Requests 40 s apart see partly the same sessions; the standard error stays below 0.3.
    #expect(abs((mean.value ?? 0) - expected) < 0.6)
  }
}
