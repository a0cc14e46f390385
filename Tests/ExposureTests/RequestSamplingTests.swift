import Correlation
import NATModel
import Retention
import Testing

@testable import Exposure

@Suite struct RequestSamplingTests {
  @Test func drawsFromTheRichestLogWithItsOwnTruth() throws {
    let world = SmallWorld.town()
    let drawn = try #require(RequestSampling().draw(from: world.logs))
    #expect(drawn.requests.count == world.connections.count)
    #expect(
      drawn.origin
        == "drawn from the log's own records (connection-host, every record), without clock error")
    let log = world.log("connection-host")
    for (position, request) in drawn.requests.enumerated() {
      #expect(request.label == "record-\(position + 1)")
      #expect(request.kind == .addressPortDestination)
      #expect(drawn.requesters[request.label] == log.identity(of: log[position].subscriber))
      #expect(log[position].span?.overlaps(request.window) == true)
      let answer = log.answer(request)
      #expect(answer.candidates.map(\.subscriber) == [log[position].subscriber])
    }
  }

  @Test func limitsEvenlyAndBySeed() throws {
    let world = SmallWorld.town()
    let few = RequestSampling(limit: 10)
    let drawn = try #require(few.draw(from: world.logs))
    #expect(drawn.requests.count == 10 && drawn.requesters.count == 10)
    #expect(drawn.origin.contains("10 of \(world.connections.count) records"))
    #expect(try #require(few.draw(from: world.logs)).requests == drawn.requests)
    let other = try #require(RequestSampling(limit: 10, seed: 3).draw(from: world.logs))
    #expect(other.requests != drawn.requests)
    // One from each stretch of six records.
    let positions = drawn.requests.compactMap { Int($0.label.dropFirst(7)) }
    for (stretch, position) in positions.enumerated() {
      #expect((stretch * 6 + 1...stretch * 6 + 6).contains(position))
    }
  }

  @Test func blocksGiveAPortOfTheBlock() throws {
    let world = SmallWorld.town()
    let logs = world.logs.filter { ["register", "assignment", "port-block"].contains($0.0.id) }
    let drawn = try #require(RequestSampling().draw(from: logs))
    #expect(drawn.requests.count == 4)
    #expect(drawn.requests.allSatisfy { $0.kind == .addressPort })
    for request in drawn.requests {
      #expect(world.log("port-block").answer(request).candidates.count == 1)
    }
  }

  @Test func nothingToDrawFrom() {
    let world = SmallWorld.town()
    #expect(RequestSampling().draw(from: []) == nil)
    #expect(
      RequestSampling().draw(
        from: world.logs.filter { ["register", "assignment"].contains($0.0.id) }) == nil)
    #expect(RequestSampling(limit: 0).draw(from: world.logs)?.requests.isEmpty == true)
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
