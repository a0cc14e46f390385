import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct SeparationTests {
  private let measure = Separation(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `a few facts find the right record where destinations are kept`() {
    let habits = HabitWorld(subscribers: 40, days: 2, distinct: true)
    let host = habits.figures(measure, "connection-host")
    let values = (1...5).compactMap { host.part("k\($0)")?.value }
    #expect(values.count == 5)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    #expect((values.last ?? 0) > 0.95)
    #expect(abs((host.part("chance")?.value ?? 1) - 1.0 / 40) < 1e-12)
  }

  @Test func `blocks held all day stay at chance`() {
    let habits = HabitWorld(subscribers: 40, days: 2, distinct: true)
    let blocks = habits.figures(measure, "port-block")
    for facts in 1...5 { #expect(blocks.part("k\(facts)")?.value == blocks.part("chance")?.value) }
  }

  @Test func `candidates are those whom a look at every record leaves`() {
    let habits = HabitWorld(subscribers: 15, days: 2, distinct: false)
    for regime in ["binding", "connection", "connection-host"] {
      let log = habits.world.log(regime)
      let traces = SubscriberTraces(log: log)
      let knowledge = habits.knowledge(.k1)
      let search = FactSearch(traces, log: log, names: knowledge.names)
      for dossier in knowledge.dossiers {
        var left = Set(search.active(on: dossier.day).map { Int($0) })
        for fact in dossier.facts {
          let servers = Set(knowledge.names.filter { $0.value.contains(fact.site) }.keys)
          let window = TimeSpan(
            start: fact.time.advanced(by: -Dossiers.precision),
            end: fact.time.advanced(by: Dossiers.precision))
          var found: Set<Int> = []
          for position in 0..<log.count {
            let record = log[position]
            guard let span = record.span, let place = log.index(of: record.subscriber) else {
              continue
            }
            let fits: Bool =
              if let host = record.host, host != .none {
                window.contains(span.start) && log.text(host) == fact.site
              } else if let destination = record.destination {
                window.contains(span.start) && servers.contains(destination)
              } else { span.overlaps(window) }
            if fits { found.insert(place) }
          }
          left.formIntersection(found)
          let told = search.consistent(
            search.active(on: dossier.day), with: fact)
          #expect(
            Set(told.map { Int($0) })
              == found.intersection(search.active(on: dossier.day).map { Int($0) }))
        }
      }
    }
  }

  @Test func `without truth, time or a person with five visits there is no figure`() {
    let habits = HabitWorld(subscribers: 5, days: 1, visitsPerDay: 3, distinct: true)
    #expect(habits.figures(measure, "connection").part("k1")?.status == .empty)
    #expect(measure.figures(habits.world, "connection").part("k1")?.status == .needsTruth)
    let more = HabitWorld(subscribers: 5, days: 1, distinct: true)
    guard case .unanswerable = more.figures(measure, "register").part("k1")?.status else {
      Issue.record("a register has no time")
      return
    }
  }
}
