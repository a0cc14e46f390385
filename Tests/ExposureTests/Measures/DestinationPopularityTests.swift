import Correlation
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

@Suite struct DestinationPopularityTests {
  private let measure = DestinationPopularity(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `classes are cut at a tenth, one and ten contacts a day`() {
    typealias Class = DestinationPopularity.Class
    let contacts = [0, 0.1, 0.11, 1, 1.1, 10, 10.1]
    let classes: [Class] = [.rare, .rare, .middle, .middle, .common, .common, .top]
    #expect(contacts.map { Class(contacts: $0) } == classes)
  }

  @Test func `a rare site finds its visitor, a site that all contact does not`() throws {
    var world = SmallWorld(
      seconds: 86_400, subscribers: (0..<20).map { "subscriber \($0)" })
    for minute in 0..<1440 {
      for name in 0..<20 {
        world.connect("subscriber \(name)", at: Double(minute) * 60 + Double(name) / 4, to: 1)
      }
    }
    let rare = world.connect("subscriber 3", at: 4000, to: 2)
    let top = world.connect("subscriber 4", at: 4020.5, to: 1)
    let asked = [
      SmallWorld.request(rare, label: "1"), SmallWorld.request(top, label: "2"),
    ]
    let truth = Truth(
      requesters: ["1": "subscriber 3", "2": "subscriber 4"], visits: [], origin: "by hand")
    let figures = measure.figures(world, "connection", asked: asked, truth: truth)
    let kind = RequestKind.addressDestination
    #expect(figures.part("right-rare", kind)?.value == 1)
    #expect(abs(try #require(figures.part("contacts-rare", kind)?.value) - 1.0 / 20) < 1e-9)
    #expect(figures.part("right-top", kind)?.value == 0)
    #expect(figures.part("right-common", kind)?.status == .empty)
    guard
      case .unanswerable = measure.figures(world, "binding", asked: asked, truth: truth)
        .part("right-rare", kind)?.status
    else {
      Issue.record("bindings hold no destination")
      return
    }
  }

  /// P(unique) = exp(-(N - 1) r W): contacts of the others fall into the window as a Poisson
  /// process.
  @Test func `independent contacts give the closed form`() throws {
    let subscribers = 25
    let rate = 1.0 / 900
    let town = PoissonWorld(
      subscribers: subscribers, rate: rate, length: 1, seconds: 40_000, seed: 5)
    let some = town.world.connections.enumerated().filter { $0.offset % 4 == 0 }.map(\.element)
    var requesters: [String: String] = [:]
    let asked = some.enumerated().map { number, record in
      requesters["\(number)"] = town.world.ledger.subscribers.identity(of: record.subscriber)
      return SmallWorld.request(record, label: "\(number)")
    }
    let figures = measure.figures(
      town.world, "connection", asked: asked,
      truth: Truth(requesters: requesters, visits: [], origin: "simulated in a test"))
    let right = try #require(figures.part("right-top", .addressDestination))
    // A record of one second meets a window of one second if it starts within two.
    let expected = exp(-Double(subscribers - 1) * rate * 2)
    #expect(right.denominator == asked.count)
    #expect(abs((right.value ?? 0) - expected) < 0.06, "\(right) \(expected)")
  }
}
