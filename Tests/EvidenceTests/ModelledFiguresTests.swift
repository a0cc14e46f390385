import Evidence
import Exposure
import Foundation
import Retention
import Testing

/// A model's figures are told from those of a log wherever they are printed.
@Suite struct ModelledFiguresTests {
  private static let world: Evaluation = {
    var evaluation = SampleWorlds.narrow
    for index in evaluation.retained.indices { evaluation.retained[index].provenance = .modelled }
    return evaluation
  }()

  @Test func `every row of a text table is marked, and none of a real log`() {
    func text(_ evaluation: Evaluation) -> String {
      TextReport(
        evaluations: [evaluation], measures: SampleMeasures.all, tolerance: 1_000_000_000
      ).text
    }
    #expect(!text(SampleWorlds.narrow).contains("modelled"))
    let marked = text(Self.world)
    let kept = Self.world.retained.filter { $0.availability == .kept }
    for retained in kept {
      #expect(marked.contains("\n  \(retained.regime.id) [modelled]  "), "\(retained.regime.id)")
    }
    // In the matrix the mark stands under the name.
    #expect(marked.split(separator: "\n").count { $0.hasPrefix("[modelled] ") } == kept.count)
    #expect(!marked.contains("deterministic [modelled]"))
  }

  @Test func `every number of the report is marked`() throws {
    let html = EvidenceBundle(SampleContent.content([Self.world])).text("index.html")
    let plain = EvidenceBundle(SampleContent.content([SampleWorlds.narrow])).text("index.html")
    #expect(!plain.contains("; modelled"))
    for cell in html.matches(of: /<td class="l\d"[^>]*>(.*?)<\/td>/) {
      #expect(cell.output.1.contains("; modelled</span>"), "\(cell.output.1)")
    }
    // Bars say it at their end, strips of the day and rows of outcomes in their titles.
    #expect(html.contains(" modelled</text>"))
    #expect(html.contains(" [modelled]</h4>"))
    let json = EvidenceBundle(SampleContent.content([Self.world])).text("report.json")
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let claims = try #require(document["claims"] as? [[String: Any]])
    let shares = claims.filter { $0["unit"] as? String == "share" }
    #expect(!shares.isEmpty)
    for claim in shares {
      #expect((claim["basis"] as? String)?.hasSuffix("; modelled") == true, "\(claim)")
    }
  }
}
