import Evidence
import Foundation
import Testing

@Suite struct ExposeDocumentTests {
  @Test func `same figures as the report`() throws {
    let text = ExposeDocument(
      evaluations: SampleWorlds.all, measures: SampleMeasures.all,
      provenance: SampleContent.provenance
    ).text
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(document["schema"] as? String == "natlens.expose/1")
    #expect(
      document.keys.sorted() == [
        "inputs", "measures", "regimes", "schema", "seed", "tolerance_seconds", "tool", "worlds",
      ])
    let report = EvidenceBundle(SampleContent.content()).text("report.json")
    let figures = text.split(separator: "\n").filter { $0.contains("\"denominator_of\"") }
    #expect(figures.count > 700)
    let reported = Set(report.split(separator: "\n"))
    #expect(figures.allSatisfy(reported.contains))
  }
}
