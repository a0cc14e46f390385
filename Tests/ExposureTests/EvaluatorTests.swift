import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct EvaluatorTests {
  private let bootstrap = ClusterBootstrap(draws: 50)

  private var measures: [any Measure] {
    [
      OutcomeSplit(bootstrap: bootstrap), CandidateSet(bootstrap: bootstrap),
      RecordsPerDay(bootstrap: bootstrap), ActiveBins(bootstrap: bootstrap),
      DistinctDestinations(bootstrap: bootstrap), BrowsingRecovered(bootstrap: bootstrap),
    ]
  }

  private func input(_ world: SmallWorld, requests: [Request] = []) -> Evaluator.Input {
    Evaluator.Input(
      name: "town", behavior: .portBlock, sessions: world.connections.count,
      ladder: world.logs.map { regime, log in Evaluator.Source(regime) { log } },
      requests: requests, requestOrigin: requests.isEmpty ? "" : "server access log",
      truth: BrowsingWorld.truth, names: BrowsingWorld.names)
  }

  @Test func anyNumberOfThreadsGivesTheSame() {
    let world = SmallWorld.town()
    let evaluations = [1, 2, 4].map {
      Evaluator(measures: measures, threads: $0).evaluate(input(world))
    }
    #expect(!evaluations[0].figures.isEmpty)
    for other in evaluations.dropFirst() {
      #expect(other.figures == evaluations[0].figures)
      #expect(other.day?.subscriber == evaluations[0].day?.subscriber)
      #expect(other.day?.strips.map(\.marks) == evaluations[0].day?.strips.map(\.marks))
    }
  }

  @Test func figuresStandInTheOrderOfMeasuresAndRegimes() {
    let evaluation = Evaluator(measures: measures, ladderMeasures: [], threads: 2).evaluate(
      input(SmallWorld.town()))
    let ids = measures.map(\.about.id)
    let keys = evaluation.figures.map { figure in
      let measure = ids.firstIndex(of: figure.measure) ?? -1
      let regime = SmallWorld.titles.firstIndex(of: figure.regime) ?? -1
      let request = figure.request.flatMap { RequestKind.allCases.firstIndex(of: $0) } ?? 0
      let level = figure.knowledge.flatMap { Knowledge.Level.allCases.firstIndex(of: $0) } ?? 0
      return ((measure * 10 + regime) * 10 + request) * 10 + level
    }
    #expect(keys == keys.sorted())
    #expect(keys.allSatisfy { $0 >= 0 })
    #expect(Set(evaluation.figures.map(\.measure)) == Set(ids))
    for regime in SmallWorld.titles {
      for level in [Knowledge.Level.k0, .k1] {
        #expect(
          evaluation.figure(
            measure: "browsing-recovered", part: "recall", regime: regime, knowledge: level) != nil)
      }
    }
  }

  @Test func worldSaysWhereItComesFrom() {
    let world = SmallWorld.town()
    let drawn = Evaluator(measures: []).evaluate(input(world)).world
    #expect(drawn.name == "town" && drawn.behavior == .portBlock && drawn.subscribers == 4)
    #expect(drawn.sessions == world.connections.count && drawn.coverage == world.coverage)
    #expect(drawn.requests == world.connections.count)
    #expect(drawn.requestOrigin.hasPrefix("drawn from the log's own records"))
    #expect(drawn.truthOrigin == "written by hand; requests: the log's own records")

    let requests = world.connections.map { SmallWorld.request($0, label: "x") }
    let asked = Evaluator(measures: [], sampling: RequestSampling(limit: 5))
      .evaluate(input(world, requests: requests)).world
    #expect(asked.requests == 5)
    #expect(asked.requestOrigin == "server access log (5 of 60, spread evenly)")
    #expect(asked.truthOrigin == "written by hand")
  }

  @Test func drawnRequestsAreScored() {
    let evaluation = Evaluator(measures: measures).evaluate(input(SmallWorld.town()))
    let right = evaluation.figure(
      measure: "outcome-split", part: "unique-right", regime: "binding", request: .addressPort)
    #expect(right?.value == 1 && right?.denominator == 60)
  }

  @Test func retainedLogsAreDescribed() {
    let evaluation = Evaluator(measures: []).evaluate(input(SmallWorld.town()))
    #expect(evaluation.retained.map(\.regime.id) == SmallWorld.titles)
    #expect(evaluation.retained.map(\.records) == [4, 4, 0, 4, 60, 60, 60])
    #expect(
      evaluation.retained[2].availability == .notInThisLog("no configuration was given"))
  }

  @Test func emptyWorld() {
    let evaluation = Evaluator(measures: measures, threads: 3).evaluate(
      Evaluator.Input(name: "nowhere", ladder: []))
    #expect(evaluation.figures.isEmpty && evaluation.day == nil)
    #expect(evaluation.world.requests == 0 && evaluation.world.truthOrigin == nil)
    #expect(evaluation.world.requestOrigin.hasPrefix("none"))
  }
}
