/// The scenarios that natlens ships, in the order of `natlens simulate --list`.
///
/// Another one is another file here with a name and a text, and a line in ``texts``.
package enum Scenarios {
  private static let texts: [(name: String, text: String)] = [
    ("town", town), ("regional", regional), ("mobile", mobile), ("belgium", belgium),
  ]

  /// All of them.
  package static let all: [Scenario] = texts.compactMap { try? Scenario(name: $0, parsing: $1) }

  /// Names of all of them; a test fails if one of them cannot be read.
  package static let names = texts.map(\.name)

  /// The scenario of a name.
  package static func find(_ name: String) -> Scenario? { all.first { $0.name == name } }
}
