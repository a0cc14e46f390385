/// All claims of a report, numbered C1, C2 and so on in the order in which they are read.
struct ClaimRegister: Sendable {
  /// A claim with its number and the sentence it stands in.
  struct Entry: Sendable {
    let id: String
    let claim: Claim
    let sentence: String
  }

  /// The claims so far.
  private(set) var entries: [Entry] = []

  /// Gives every number of a sentence its id and returns the sentence as markup.
  ///
  /// Each number becomes a `data` element with the value for machines, followed by a link to its
  /// line in the list of claims.
  mutating func render(_ sentence: Sentence) -> Markup {
    let text = sentence.text
    return Markup(
      group: sentence.pieces.map { piece in
        switch piece {
        case .words(let words): return Markup(text: words)
        case .claim(let claim):
          let id = "C\(entries.count + 1)"
          entries.append(Entry(id: id, claim: claim, sentence: text))
          return Markup {
            Markup(
              "data",
              ["class": "claim", "id": id, "value": NumberText.machine(claim.value) ?? ""]
            ) { claim.text }
            Markup(
              "a", ["class": "ref", "href": "#claim-\(id)", "aria-label": "claim \(id)"]
            ) { id }
          }
        }
      })
  }

  /// The claims as they stand in `report.json`.
  var json: JSONValue {
    .array(
      entries.map { entry in
        [
          "id": .string(entry.id), "sentence": .string(entry.sentence),
          "text": .string(entry.claim.text), "value": .number(entry.claim.value),
          "unit": .string(entry.claim.unit), "pointer": .string(entry.claim.pointer),
          "interval": FigureDocument.interval(entry.claim.interval),
          "basis": .string(entry.claim.basis), "method": .string(entry.claim.method),
        ]
      })
  }
}
