import Simulation

/// What `simulate --parameters` prints: every parameter of a scenario with where it comes from.
struct ParameterListing {
  /// Schema `natlens.parameters/1`, in the order of the table.
  struct Document: Encodable {
    struct Entry: Encodable {
      var id: String
      var summary: String
      var unit: String
      /// Value of the scenario, and of the table if that differs; numbers in plain text.
      var value: String
      var `default`: String
      /// Plausible range, and what may be set at all; absent for words.
      var low: Double?
      var high: Double?
      var least: Double?
      var most: Double?
      /// The words that may be set; absent for numbers.
      var choices: [String]?
      var source: String
      /// V read, V2 second hand, R-hi, R-med, R-lo recalled, D derived, A assumed.
      var mark: String
    }

    var schema = "natlens.parameters/1"
    var version = ParameterTable.version
    var scenario: String
    var parameters: [Entry]
  }

  let document: Document

  /// The parameters of a scenario.
  init(_ scenario: Scenario) {
    let defaults = ParameterValues()
    document = Document(
      scenario: scenario.name,
      parameters: ParameterTable.all.map { parameter in
        let isNumber = parameter.choices.isEmpty
        return Document.Entry(
          id: parameter.id, summary: parameter.summary, unit: parameter.unit,
          value: scenario.values.text(parameter.id), default: defaults.text(parameter.id),
          low: isNumber ? parameter.range.lowerBound : nil,
          high: isNumber ? parameter.range.upperBound : nil,
          least: isNumber ? parameter.limits.lowerBound : nil,
          most: isNumber ? parameter.limits.upperBound : nil,
          choices: isNumber ? nil : parameter.choices, source: parameter.source,
          mark: parameter.mark.rawValue)
      })
  }

  /// Prints the document, or a table with the meaning of the marks.
  func print(json: Bool) throws {
    if json { return try JSONOutput.document(document) }
    var table = AlignedColumns(rightAligned: [1, 2])
    table.add(["PARAMETER", "VALUE", "DEFAULT", "RANGE", "UNIT", "MARK", "SOURCE", "WHAT"])
    for entry in document.parameters {
      let range =
        entry.choices?.joined(separator: "|")
        ?? "\(ParameterListing.plain(entry.low)) … \(ParameterListing.plain(entry.high))"
      table.add([
        entry.id, entry.value, entry.default, range, entry.unit, entry.mark, entry.source,
        entry.summary,
      ])
    }
    Terminal.output(
      """
      \(table.text)
      Table \(document.version), scenario \(document.scenario). Marks: V read in the source, V2 in a \
      source that quotes it, R-hi, R-med, R-lo recalled, D derived, A assumed: never to be cited.
      Where sources disagree the default is the value that favours retention.

      """)
  }

  private static func plain(_ value: Double?) -> String {
    guard let value else { return "" }
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
