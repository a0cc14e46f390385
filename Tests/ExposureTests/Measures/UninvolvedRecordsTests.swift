import NATModel
import Testing

@testable import Exposure

@Suite struct UninvolvedRecordsTests {
  private let measure = UninvolvedRecords(
    bootstrap: ClusterBootstrap(draws: 200), volume: RequestVolume(perMillion: 500))

  // Six records of four people in one day, five of six requests answered rightly.
  @Test func `records of a year are shared out over the right answers`() throws {
    let figure = try #require(
      PortWorld.figures(measure, "binding").part("records", .addressPort))
    let wanted = 6.0 / 4 * 365 * 1e6 / (500 * 5.0 / 6)
    #expect(abs((figure.value ?? 0) / wanted - 1) < 1e-12)
    #expect(figure.note == "at 500 requests per million subscribers and year (an input)")
    #expect(figure.interval?.lowerBound ?? 0 <= wanted)
  }

  @Test func `half the requests cost twice as much`() throws {
    let few = UninvolvedRecords(volume: RequestVolume(perMillion: 250))
    let many = try #require(
      PortWorld.figures(measure, "binding").part("records", .addressPort)?.value)
    let twice = try #require(PortWorld.figures(few, "binding").part("records", .addressPort)?.value)
    #expect(abs(twice / many - 2) < 1e-12)
  }

  @Test func `what cannot answer has no price`() {
    guard
      case .unanswerable = PortWorld.figures(measure, "register").part("records", .addressPort)?
        .status
    else {
      Issue.record("a register answers nothing about ports")
      return
    }
    #expect(
      measure.figures(PortWorld.world, "binding", asked: PortWorld.requests)
        .part("records", .addressPort)?.status == .needsTruth)
  }
}
