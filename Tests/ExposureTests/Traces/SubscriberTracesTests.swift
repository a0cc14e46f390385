import NATModel
import Testing

@testable import Exposure

@Suite struct SubscriberTracesTests {
  @Test func `a name in capitals or with the root's dot is the same item`() {
    var world = SmallWorld(seconds: 100)
    for (second, name) in [
      "www.example.org", "WWW.Example.ORG", "www.example.org.", "ads.example.org",
    ].enumerated() {
      world.connect("ada", at: Double(second), to: 1, host: name)
    }
    let traces = SubscriberTraces(log: world.log("connection-host"))
    #expect(traces.items == [.host("www.example.org"), .host("ads.example.org")])
    #expect(traces.points(at: 0).map(\.item) == [0, 0, 0, 1])
  }
}
