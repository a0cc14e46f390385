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

  @Test func countsCandidatesOfEveryType() {
    let (world, asked, truth) = SmallWorld.street()
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
    let (world, asked, truth) = SmallWorld.street()
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

  @Test func `without weights as many count as there are, and equal weights change nothing`() {
    let (world, asked, truth) = SmallWorld.street()
    let figures = measure.figures(world, "binding", asked: asked, truth: truth)
    #expect(figures.part("effective", .address)?.value == 4.0 / 3)
  }

  @Test func undecidedAnswersDoNotCount() throws {
    var (world, asked, truth) = SmallWorld.street()
    world.gaps = [SmallWorld.span(90, seconds: 30)]
    let figures = measure.figures(world, "connection", asked: asked, truth: truth)
    let mean = try #require(figures.part("mean", .address))
    #expect(mean.value == 1.5 && mean.denominator == 2)
    world.gaps = [world.coverage]
    let lost = measure.figures(world, "connection", asked: asked, truth: truth)
    #expect(lost.part("mean", .address)?.status == .empty)
  }

  @Test func nobodyCountsAsNone() {
    let (world, _, _) = SmallWorld.street()
    let asked = [Request(time: SmallWorld.instant(500), outside: SmallWorld.outside)]
    #expect(measure.figures(world, "binding", asked: asked).part("mean", .address)?.value == 0)
  }

  @Test func requestsThatKnowTooLittleLeaveTheTypeEmpty() {
    let (world, _, _) = SmallWorld.street()
    let asked = [Request(time: SmallWorld.instant(12), outside: SmallWorld.outside)]
    let figures = measure.figures(world, "connection", asked: asked)
    #expect(figures.part("mean", .address)?.value == 1)
    #expect(figures.part("mean", .addressPort)?.status == .empty)
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
