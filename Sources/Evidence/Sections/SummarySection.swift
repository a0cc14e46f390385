/// The findings in short, and what they do not show.
struct SummarySection: Sendable {
  /// The section.
  func markup(_ composition: inout Composition) -> Markup {
    let findings = Finding.all(composition.exhibits, measures: composition.content.measures)
    var items: [Markup] = []
    for finding in findings {
      let statement = composition.claims.render(finding.statement)
      var rows: [Markup] = []
      for row in finding.rows {
        let sentence = composition.claims.render(row.sentence)
        rows.append(
          Markup("li") {
            Markup("span", ["class": "world"]) { row.world }
            ": "
            sentence
            "."
          })
      }
      items.append(
        Markup("li") {
          Markup("p", ["class": "statement"]) { statement }
          Markup("ul") { rows }
        })
    }
    return Markup("section", ["id": "summary", "aria-labelledby": "summary-title"]) {
      Markup("h2", ["id": "summary-title"]) { "In short" }
      if items.isEmpty {
        Markup("p") {
          "There was nothing to measure: the inputs hold no request that any record could answer."
        }
      } else {
        Markup("p", ["class": "notes"]) {
          """
          In brackets stands the share and then the range in which the true share lies with 95 % \
          confidence. The records are explained under “What is compared”.
          """
        }
        Markup("ol", ["class": "findings"]) { items }
      }
      Markup("aside", ["class": "limits", "aria-labelledby": "limits-title"]) {
        Markup("h3", ["id": "limits-title"]) { "What this does not show" }
        Markup("ul") {
          for sentence in SummarySection.notShown { Markup("li") { sentence } }
        }
      }
    }
  }

  private static let notShown = [
    "How any real provider’s network behaves, or how often real requests come in each form.",
    "Which person used a connection: an answer names a subscriber, who may be a household.",
    """
    Whether keeping a record is lawful or proportionate. It measures what could be told from \
    records, not who may look at them or who does.
    """,
    "What else an investigator may know. Several events together can name a subscriber where one cannot.",
  ]
}
