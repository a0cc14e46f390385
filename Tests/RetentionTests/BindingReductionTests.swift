import Correlation
import NATModel
import Testing

@testable import Retention

@Suite struct BindingReductionTests {
  @Test func `without anything to merge the sessions themselves are looked at`() {
    var world = World()
    world.add(0, 10, 20, port: 1001)
    world.add(0, 21, 30, port: 1001)
    world.add(1, 10, 20, port: 1001)
    let log = world.log(.binding)
    #expect(log.count == 3)
    #expect(log.records.allSatisfy { $0.destination == nil })
  }

  @Test func `sessions of one mapping that overlap or touch are one binding`() {
    var world = World()
    world.add(0, 10, 20, port: 1001, server: 0)
    world.add(0, 15, 40, port: 1001, server: 1)
    world.add(0, 40, 50, port: 1001, server: 2)
    world.add(0, 60, 70, port: 1001, server: 2)
    world.add(1, 15, 40, port: 2001, server: 1)
    let log = world.log(.binding)
    #expect(
      log.records.map(\.span) == [World.span(10, 50), World.span(15, 40), World.span(60, 70)])
    #expect(log.answer(World.request(at: 17, port: 1001)).candidates.map(\.records) == [1])
  }

  @Test func `logged bindings stand, and sessions that they cover add nothing`() {
    var world = World()
    world.addBinding(0, 10, 100, port: 1001)
    world.add(0, 20, 30, port: 1001, server: 0)
    world.add(0, 90, 120, port: 1001, server: 1)
    let covered = world.log(.binding)
    #expect(covered.provenance == .logged)
    #expect(covered.records.map(\.span) == [World.span(10, 100)])
    world.add(1, 40, 50, port: 2001, server: 1)
    #expect(
      world.log(.binding).records.map(\.span) == [World.span(10, 100), World.span(40, 50)])
    // Sessions are not doubled by the bindings.
    #expect(world.log(.connection).count == 3)
  }

  @Test func `bindings alone give a binding log and no connections`() {
    var world = World()
    world.addBinding(0, 10, 100, port: 1001)
    #expect(world.log(.binding).candidates(World.request(at: 50, port: 1001)) == [0])
    #expect(!world.log(.connection).isAvailable)
  }

  @Test func `merged bindings answer as the sessions did`() {
    for seed in 0..<150 {
      var world = World()
      var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 | 1
      func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
      }
      for _ in 0..<below(40) {
        let start = below(60)
        world.add(
          below(3), start, start + below(12), port: UInt16(1 + below(3)), server: below(3))
      }
      let merged = BindingReduction.bindings(of: world.complete)
      let before = AttributionIndex(
        world.complete.sessions, seeing: .bindings, completeness: .always)
      let after = AttributionIndex(merged, seeing: .bindings, completeness: .always)
      for time in 0..<75 {
        for port in [nil, UInt16(1), 2] {
          let request = World.request(at: time, port: port)
          #expect(
            before.answer(request).candidates.map(\.subscriber)
              == after.answer(request).candidates.map(\.subscriber), "seed \(seed), \(time)")
        }
      }
      // No two bindings of one mapping meet.
      var last: [String: TimeSpan] = [:]
      for position in 0..<merged.count {
        let row = merged[position]
        #expect(row.destination == nil || merged.count == world.sessions.count)
        let mapping = "\(row.subscriber.rawValue) \(row.outsidePort)"
        if let previous = last[mapping] { #expect(previous.end < row.span.start, "seed \(seed)") }
        last[mapping] = row.span
      }
    }
  }
}
