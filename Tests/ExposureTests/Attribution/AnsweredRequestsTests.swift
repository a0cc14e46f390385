import NATModel
import Testing

@testable import Exposure

@Suite struct AnsweredRequestsTests {
  @Test func putsEveryRequestAsEveryTypeThatItKnowsEnoughFor() {
    let world = SmallWorld.town()
    let full = SmallWorld.request(world.connections[0], label: "full")
    let bare = Request(time: full.time, outside: full.outside, label: "bare")
    let answered = AnsweredRequests(log: world.log("connection"), asked: [full, bare])
    #expect(answered.entries(.address).map(\.label) == ["full", "bare"])
    for kind in RequestKind.allCases where kind != .address {
      #expect(answered.entries(kind).map(\.label) == ["full"])
    }
    #expect(answered.identities.values.contains("ada"))
    #expect(answered.obstacle(.address) == nil)
  }

  @Test func obstacles() {
    let world = SmallWorld.town()
    let asked = [SmallWorld.request(world.connections[0], label: "x")]
    #expect(
      AnsweredRequests(log: world.log("deterministic"), asked: asked).obstacle(.address)
        == .notInThisLog("no configuration was given"))
    #expect(
      AnsweredRequests(log: world.log("register"), asked: asked).obstacle(.address)
        == .unanswerable("no outside address is kept"))
    #expect(
      AnsweredRequests(log: world.log("binding"), asked: asked).obstacle(.destination)
        == .unanswerable("no destination is kept"))
    #expect(
      AnsweredRequests(log: world.log("binding"), asked: []).obstacle(.address) == .empty)
  }
}
