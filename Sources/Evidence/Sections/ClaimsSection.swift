/// Every number said in a sentence, with where to check it.
struct ClaimsSection: Sendable {
  /// The section.
  func markup(_ claims: ClaimRegister) -> Markup {
    Markup("section", ["id": "claims", "aria-labelledby": "claims-title"]) {
      Markup("h2", ["id": "claims-title"]) { "List of claims" }
      Markup("p") {
        "Each number in the text, its exact value, and the place in report.json (RFC 6901) where it stands. As a file: "
        Markup.file(DataTables.claims)
      }
      Markup("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Claims"])
      {
        Markup("table", ["class": "claims"]) {
          Markup("caption") { "Claims" }
          Markup("thead") {
            Markup("tr") {
              for column in [
                "Claim", "As said", "Exact value", "95 % interval", "Place in report.json",
              ] {
                Markup("th", ["scope": "col"]) { column }
              }
            }
          }
          Markup("tbody") { for entry in claims.entries { row(entry) } }
        }
      }
    }
  }

  private func row(_ entry: ClaimRegister.Entry) -> Markup {
    let claim = entry.claim
    return Markup("tr", ["id": "claim-\(entry.id)"]) {
      Markup("th", ["scope": "row"]) { Markup("a", ["href": "#\(entry.id)"]) { entry.id } }
      Markup("td") { claim.text }
      Markup("td") { "\(NumberText.machine(claim.value) ?? "—") \(claim.unit)" }
      Markup("td") {
        claim.interval.map {
          "\(NumberText.machine($0.lowerBound) ?? "—") to \(NumberText.machine($0.upperBound) ?? "—")"
        } ?? "—"
      }
      Markup("td") { Markup("code") { claim.pointer } }
    }
  }
}
