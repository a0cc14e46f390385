import Evidence
import Foundation
import Testing

@Suite struct ReportDocumentTests {
  private let document: [String: Any]
  private let bundle: EvidenceBundle

  init() throws {
    bundle = EvidenceBundle(SampleContent.content())
    document = try #require(
      JSONSerialization.jsonObject(with: Data(bundle.text("report.json").utf8)) as? [String: Any])
  }

  private func object(_ path: String) throws -> [String: Any] {
    try #require(ReportDocumentTests.resolve(path, in: document) as? [String: Any])
  }

  static func resolve(_ pointer: String, in document: Any) -> Any? {
    pointer.split(separator: "/").reduce(Optional(document)) { value, key in
      if let list = value as? [Any] {
        return Int(key).flatMap { list.indices.contains($0) ? list[$0] : nil }
      }
      return (value as? [String: Any])?[String(key)]
    }
  }

  @Test func `keys are those of the schema`() throws {
    #expect(document["schema"] as? String == "natlens.report/1")
    func expect(_ path: String, _ keys: String) throws {
      #expect(try object(path).keys.sorted().joined(separator: " ") == keys, "\(path)")
    }
    try expect(
      "",
      "claims generated inputs limitations measures parameters pseudonyms regimes schema seed setting title tolerance_seconds tool worlds"
    )
    try expect("/tool", "command_line name version")
    try expect(
      "/inputs/0",
      "assumed_times bytes compression events first_time format last_time name partial recognition records rejects sha256 skipped"
    )
    try expect("/regimes/0", "contains_destination id kept rung source title")
    try expect(
      "/measures/0",
      "citation code definition denominator headline id knowledge literature misleads needs_truth theme title unit"
    )
    try expect(
      "/worlds/0",
      "behavior coverage day dominance figures name request_origin requests retained sessions subscribers truth_origin"
    )
    try expect("/worlds/0/retained/0", "availability provenance reason records regime")
    try expect(
      "/worlds/0/figures/0",
      "denominator denominator_of interval interval_method knowledge measure note numerator part reason regime request status subscribers unit value"
    )
    try expect("/worlds/0/day", "rule span strips subject")
    try expect(
      "/worlds/0/day/strips/6",
      "availability destinations lanes marks reason records regime")
    try expect(
      "/worlds/0/day/strips/6/marks/0",
      "destination destination_port end first_port host last_port outside protocol start")
    try expect("/claims/0", "basis id interval method pointer sentence text unit value")
  }

  @Test func `every claim points to its own number`() throws {
    let claims = try #require(document["claims"] as? [[String: Any]])
    #expect(claims.count > 40)
    for claim in claims {
      let pointer = try #require(claim["pointer"] as? String)
      let value = try #require(claim["value"] as? Double)
      #expect(ReportDocumentTests.resolve(pointer, in: document) as? Double == value, "\(pointer)")
      let sentence = try #require(claim["sentence"] as? String)
      #expect(sentence.contains(try #require(claim["text"] as? String)))
    }
  }

  @Test func `every number of the page stands in the document`() throws {
    var numbers: Set<Double> = []
    func collect(_ value: Any) {
      if let list = value as? [Any] { list.forEach(collect) }
      if let object = value as? [String: Any] { object.values.forEach(collect) }
      if let number = value as? Double { numbers.insert(number) }
    }
    collect(document)
    let html = bundle.text("index.html")
    let values = html.matches(of: /<data[^>]* value="([^"]*)"/).map { String($0.output.1) }
    #expect(values.count > 500)
    for value in Set(values) {
      let number = try #require(Double(value), "\(value)")
      #expect(numbers.contains(number), "\(value)")
    }
  }
}
