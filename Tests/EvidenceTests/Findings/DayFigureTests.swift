import Exposure
import NATModel
import Testing

@testable import Evidence

@Suite struct DayFigureTests {
  private let figure = DayFigure(
    Exhibit(index: 0, evaluation: SampleWorlds.fixed), subject: nil, pseudonyms: Pseudonyms(seed: 1)
  )

  @Test func `every record is read by what it holds`() {
    let readings = figure?.strips.map { "\($0.reading)" }
    #expect(
      readings == [
        "contract", "insideAddress", "fixedPorts", "portBlock", "moments", "destinations", "names",
      ])
  }

  @Test func `lanes are few and hold every record`() throws {
    for strip in try #require(figure).strips where !strip.lanes.isEmpty {
      #expect(strip.lanes.count <= DayFigure.mostLanes + 1)
      #expect(strip.lanes.map(\.marks.count).reduce(0, +) == strip.records)
    }
    #expect(figure?.strips.last?.lanes.last?.label == "and 4 more")
  }

  @Test func `inside addresses are pseudonymous`() {
    #expect(figure?.strips[1].lanes.first?.label.hasPrefix("in-") == true)
  }

  @Test func `a record that is not in the log has no lanes`() {
    let figure = DayFigure(
      Exhibit(index: 0, evaluation: SampleWorlds.wide), subject: nil, pseudonyms: .revealed)
    #expect(figure?.strips[2].absence != nil)
    #expect(figure?.strips[2].lanes.isEmpty == true)
  }
}
