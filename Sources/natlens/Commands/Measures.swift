import ArgumentParser
import Exposure

/// `natlens measures`: what each measure computes, and when it misleads.
struct Measures: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measures",
    abstract: "What each measure computes, over what, and when it misleads.",
    discussion: "EXAMPLE\n  natlens measures --json | jq -r '.measures[] | [.code,.id] | @tsv'")

  @Flag(help: "Print JSON, schema natlens.measures/1.")
  var json = false

  /// Schema `natlens.measures/1`: the measures in the order of every table.
  private struct Document: Encodable {
    struct Entry: Encodable {
      var id: String
      var code: String
      var title: String
      var theme: String
      var definition: String
      var unit: String
      var denominator: String
      var misleads: String
      var citation: String
      /// What published work found; absent without such work.
      var literature: String?
      var needs_truth: Bool
      var knowledge: [String]
    }

    var schema = "natlens.measures/1"
    var measures: [Entry]
  }

  func run() throws {
    let all = Exposure.Measures.described
    if json {
      try JSONOutput.document(
        Document(
          measures: all.map {
            Document.Entry(
              id: $0.id, code: $0.code, title: $0.title, theme: $0.theme.rawValue,
              definition: $0.definition, unit: $0.unit, denominator: $0.denominator,
              misleads: $0.misleads, citation: $0.citation,
              literature: $0.literature.isEmpty ? nil : $0.literature, needs_truth: $0.needsTruth,
              knowledge: $0.knowledge.map(\.rawValue))
          }))
      return
    }
    for measure in all {
      let literature =
        measure.literature.isEmpty ? "" : "\n    elsewhere    \(measure.literature)"
      Terminal.output(
        """
        \(measure.code) \(measure.id) — \(measure.title)
            is           \(measure.definition)
            unit         \(measure.unit), over \(measure.denominator)
            misleads     \(measure.misleads)
            source       \(measure.citation)\(literature)

        """)
    }
  }
}
