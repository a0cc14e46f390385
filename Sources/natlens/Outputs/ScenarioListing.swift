import Simulation

/// What `simulate --list` prints: the scenarios that can be named.
struct ScenarioListing {
  /// Schema `natlens.scenarios/1`.
  private struct Document: Encodable {
    struct Entry: Encodable {
      var name: String
      var title: String
      /// Values that differ from the parameter table's defaults.
      var changed: [String: String]
    }

    var schema = "natlens.scenarios/1"
    var scenarios: [Entry]
  }

  /// Prints the document, or each scenario as the file that would give it.
  func print(json: Bool) throws {
    if json {
      return try JSONOutput.document(
        Document(
          scenarios: Scenarios.all.map { scenario in
            Document.Entry(
              name: scenario.name, title: scenario.title,
              changed: Dictionary(
                uniqueKeysWithValues: scenario.changed.map { ($0, scenario.values.text($0)) }))
          }))
    }
    for scenario in Scenarios.all {
      Terminal.output("\(scenario.name) — \(scenario.title)\n")
      for key in scenario.changed {
        Terminal.output("    \(key) = \(scenario.values.text(key))\n")
      }
      Terminal.output("\n")
    }
  }
}
