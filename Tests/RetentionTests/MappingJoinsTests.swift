import Correlation
import NATModel
import Testing

@testable import Retention

@Suite struct MappingJoinsTests {
  /// Sessions by mapping, joined one after the other.
  private func joined(_ sessions: [Session]) -> [Session] {
    var runs: [Session] = []
    var last: [String: Int] = [:]
    for session in sessions.sorted(by: {
      ($0.span.start, $0.location) < ($1.span.start, $1.location)
    }) {
      let mapping = "\(session.subscriber) \(session.insidePort) \(session.outsidePort)"
      if let run = last[mapping], session.span.start <= runs[run].span.end {
        let isEmptyAtEnd = session.span.length == 0 && runs[run].span.length > 0
        let end = isEmptyAtEnd ? session.span.start.advanced(by: 1) : session.span.end
        runs[run].span.end = max(runs[run].span.end, end)
        runs[run].bytes += session.bytes
      } else {
        last[mapping] = runs.count
        runs.append(session)
      }
    }
    return runs
  }

  /// More mappings than the first table holds, most of them soon out of use.
  @Test func `many mappings, in one shard and in several, are joined as one after the other`() {
    for (count, span) in [(3000, 400), (70_000, 9000)] {
      var world = World()
      var state: UInt64 = 0x9e37_79b9_7f4a_7c15
      func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
      }
      for _ in 0..<count {
        let start = below(span)
        world.add(
          below(3), start, start + below(3), port: UInt16(1 + below(6000)), server: below(3))
      }
      let store = world.complete.sessions
      let bindings = BindingReduction.bindings(of: world.complete)
      let expected = joined((0..<store.count).map { store[$0] })
      #expect(bindings.count == expected.count && bindings.count < count)
      let found = (0..<bindings.count).map { bindings[$0] }
      #expect(found.map(\.span) == expected.map(\.span))
      #expect(found.map(\.bytes) == expected.map(\.bytes))
      #expect(found.map(\.location) == expected.map(\.location))
    }
  }
}
