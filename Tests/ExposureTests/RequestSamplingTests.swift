import Correlation
import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct RequestSamplingTests {
  @Test func drawsWithTheLogsOwnTruth() throws {
    let world = SmallWorld.town()
    let richest = world.log("connection-host")
    let drawn = try #require(RequestSampling().draw(from: richest, "connection-host"))
    #expect(drawn.requests.count == world.connections.count)
    #expect(
      drawn.origin
        == "drawn from the log's own records (connection-host, every record), without clock error")
    for (position, request) in drawn.requests.enumerated() {
      #expect(request.label == "record-\(position + 1)")
      #expect(request.kind == .addressPortDestination)
      #expect(drawn.requesters[request.label] == richest.identity(of: richest[position].subscriber))
      #expect(richest[position].span?.overlaps(request.window) == true)
      let answer = richest.answer(request)
      #expect(answer.candidates.map(\.subscriber) == [richest[position].subscriber])
    }
  }

  @Test func limitsEvenlyAndBySeed() throws {
    let world = SmallWorld.town()
    let log = world.log("connection-host")
    let few = RequestSampling(limit: 10)
    let drawn = try #require(few.draw(from: log, "connection-host"))
    #expect(drawn.requests.count == 10 && drawn.requesters.count == 10)
    #expect(drawn.origin.contains("10 of \(world.connections.count) records"))
    #expect(try #require(few.draw(from: log, "connection-host")).requests == drawn.requests)
    let other = try #require(RequestSampling(limit: 10, seed: 3).draw(from: log, "connection-host"))
    #expect(other.requests != drawn.requests)
    // One from each stretch of six records.
    let positions = drawn.requests.compactMap { Int($0.label.dropFirst(7)) }
    for (stretch, position) in positions.enumerated() {
      #expect((stretch * 6 + 1...stretch * 6 + 6).contains(position))
    }
  }

  @Test func blocksGiveAPortOfTheBlock() throws {
    let world = SmallWorld.town()
    let drawn = try #require(RequestSampling().draw(from: world.log("port-block"), "port-block"))
    #expect(drawn.requests.count == 4)
    #expect(drawn.requests.allSatisfy { $0.kind == .addressPort })
    for request in drawn.requests {
      #expect(world.log("port-block").answer(request).candidates.count == 1)
    }
  }

  @Test func nothingToDrawFrom() {
    let world = SmallWorld.town()
    for regime in ["register", "assignment"] {
      #expect(RequestSampling().draw(from: world.log(regime), regime) == nil)
    }
    #expect(
      RequestSampling(limit: 0).draw(from: world.log("connection-host"), "connection-host")?
        .requests.isEmpty == true)
  }

  @Test func thinningKeepsOrderAndSpread() {
    let requests = (0..<1000).map { Request(time: SmallWorld.instant(Double($0))) }
    let thinned = RequestSampling(limit: 7).thin(requests)
    #expect(thinned.count == 7)
    #expect(thinned.map(\.time) == thinned.map(\.time).sorted())
    #expect(RequestSampling(limit: 1000).thin(requests) == requests)
    #expect(RequestSampling(limit: 0).thin(requests).isEmpty)
  }
}
