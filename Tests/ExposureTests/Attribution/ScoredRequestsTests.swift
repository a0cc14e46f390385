import NATModel
import Testing

@testable import Exposure

@Suite struct ScoredRequestsTests {
  private let world = SmallWorld.town()

  private func answered() -> AnsweredRequests {
    var asked = world.connections.prefix(6).enumerated().map {
      SmallWorld.request($1, label: "\($0)")
    }
    asked.append(Request(time: SmallWorld.instant(1800), outside: SmallWorld.outside, label: "no"))
    asked.append(Request(time: SmallWorld.instant(1900), outside: SmallWorld.outside, label: "no"))
    return AnsweredRequests(log: world.log("connection"), asked: asked)
  }

  @Test func withoutTruthTheNamedSubscriberIsTheCluster() {
    let scored = ScoredRequests(answered(), kind: .address, truth: nil)
    // ada, ada (advertisement), ben, cem, ada, ben, and two requests that name nobody.
    #expect(scored.entries.map(\.cluster) == [0, 0, 1, 2, 0, 1, 3, 4])
    #expect(scored.clusters == 5 && !scored.isScored)
  }

  @Test func truthDecidesTheClusterWhereItKnows() {
    let truth = Truth(
      requesters: ["0": "ben", "1": "ada", "no": "dot"], visits: [], origin: "written by hand")
    let scored = ScoredRequests(answered(), kind: .address, truth: truth)
    #expect(scored.entries.map(\.cluster) == [0, 1, 0, 2, 1, 0, 3, 3])
    #expect(scored.entries.map(\.hasRight).prefix(2) == [false, true])
    let known = ScoredRequests(answered(), kind: .address, truth: truth, onlyKnown: true)
    #expect(known.entries.map(\.answer.label) == ["0", "1", "no", "no"])
  }
}
