import ArgumentParser
import Retention

/// `natlens regimes`: what each retention regime keeps.
struct Regimes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regimes",
    abstract: "What each retention regime keeps, and where it comes from.",
    discussion: "EXAMPLE\n  natlens regimes --json | jq -r '.regimes[].id'")

  @Flag(help: "Print JSON, schema natlens.regimes/1.")
  var json = false

  /// Schema `natlens.regimes/1`: the regimes in the order of the ladder.
  private struct Document: Encodable {
    struct Entry: Encodable {
      var id: String
      var title: String
      var kept: String
      var source: String
      /// Position on the ladder from 1; absent for variants.
      var rung: Int?
      var contains_destination: Bool
    }

    var schema = "natlens.regimes/1"
    var regimes: [Entry]
  }

  func run() throws {
    if json {
      try JSONOutput.document(
        Document(
          regimes: (Regime.all + Regime.variants).map {
            Document.Entry(
              id: $0.id, title: $0.title, kept: $0.kept, source: $0.source, rung: $0.rung,
              contains_destination: $0.containsDestination)
          }))
      return
    }
    for regime in Regime.all + Regime.variants {
      let rung = regime.rung.map { "\($0). " } ?? ""
      Terminal.output(
        """
        \(rung)\(regime.id) — \(regime.title)
            kept         \(regime.kept)
            destination  \(regime.containsDestination ? "yes" : "no")
            source       \(regime.source)

        """)
    }
  }
}
