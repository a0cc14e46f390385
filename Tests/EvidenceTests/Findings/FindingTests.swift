import Exposure
import NATModel
import Retention
import Testing

@testable import Evidence

@Suite struct FindingTests {
  private func statements(_ worlds: [Evaluation]) -> [String] {
    Finding.all(Exhibit.all(worlds), measures: SampleMeasures.all).map(\.statement.text)
  }

  @Test func `says so where destinations helped`() {
    #expect(
      statements([SampleWorlds.narrow])[2]
        == "Where the requester knows the port, destination records did help, in narrow-pool.")
  }

  @Test func `says so where they did not`() {
    #expect(
      statements([SampleWorlds.fixed])[2]
        == "Where the requester knows the port, keeping destinations did not clearly raise the share of right answers."
    )
    let rows = Finding.all(Exhibit.all([SampleWorlds.wide]), measures: [])[2].rows
    #expect(rows[0].sentence.text.hasSuffix("destinations helped by less than the margin of error"))
  }

  @Test func `names the record that keeps least among those that suffice`() {
    let matrix = AttributionMatrix(exhibit: Exhibit(index: 0, evaluation: SampleWorlds.fixed))
    #expect(matrix.leastSufficient(.addressPort)?.regime.id == "deterministic")
    #expect(matrix.best(.destination)?.regime.id == "connection")
    #expect(matrix.best(.destination, withDestination: false) == nil)
  }

  @Test func `without truth nothing is called right`() {
    var world = SampleWorlds.fixed
    world.figures = world.figures.flatMap { figure -> [Figure] in
      guard figure.measure == "outcome-split", figure.status == .computed else { return [figure] }
      var blank = figure
      blank.status = .needsTruth
      blank.value = nil
      var unique = figure
      unique.part = "unique"
      return figure.part == "unique-right" ? [blank, unique] : [blank]
    }
    let text = statements([world]).joined(separator: "\n")
    #expect(!text.contains("named the right"))
    #expect(text.contains("named exactly one subscriber (not checked who it was)"))
  }

  @Test func `a world without figures has no findings`() {
    #expect(statements([SampleWorlds.empty]).isEmpty)
  }
}
