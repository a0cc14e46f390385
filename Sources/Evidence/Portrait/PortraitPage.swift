import Exposure
import NATModel
import Retention

/// The citizen's page: one HTML file without scripts, in plain words, that loads nothing.
package struct PortraitPage: Sendable {
  /// How many addresses and names are listed.
  private static let most = 25

  /// The page's text.
  package let html: String

  /// The page of a portrait.
  package init(_ portrait: Portrait) {
    html =
      ReportPage(
        title: "What each record would show of one home",
        cover: PortraitPage.cover(portrait),
        sections: [
          PortraitPage.summary(portrait), PortraitPage.strips(portrait),
          PortraitPage.places(portrait), PortraitPage.unseen, GlossarySection().markup(),
          PortraitPage.making(portrait.provenance),
        ], setting: .recorded,
        contents: [
          ("summary", "In short"), ("day", "The same hours, seen through every record"),
          ("places", "Where the home connected to"), ("unseen", "What the provider would not see"),
          ("glossary", "Glossary"), ("making", "How this page was made"),
        ]
      ).html
  }

  private static func cover(_ portrait: Portrait) -> Markup {
    Markup("header", ["class": "cover"]) {
      Markup("h1") { "What each record would show of one home" }
      Markup("p", ["class": "lede"]) {
        """
        Internet providers can be made to keep more or less about their customers. This page shows, \
        from a recording made at home, what would be in the provider’s files under each rule.
        """
      }
      Markup("p", ["class": "badge"]) { Markup("strong") { "Modelled from a recording at home" } }
      for fact in portrait.facts { Markup("p") { fact } }
      Markup("p") {
        "Nothing was sent anywhere: this file was made on this computer and loads nothing."
      }
    }
  }

  private static func summary(_ portrait: Portrait) -> Markup {
    Markup("section", ["id": "summary", "aria-labelledby": "summary-title"]) {
      Markup("h2", ["id": "summary-title"]) { "In short" }
      Markup.table(
        "What would be kept about this home [modelled]",
        columns: ["If this were kept", "Entries", "Addresses", "Names of sites", "What it tells"],
        rows: portrait.rungs.map { rung in
          func count(_ value: Int, _ isKept: Bool) -> Markup {
            isKept && rung.absence == nil ? Markup(count: value) : Markup(text: "—")
          }
          return [
            Markup(text: rung.regime.title), count(rung.records, true),
            count(rung.destinations.count, rung.regime.containsDestination),
            count(rung.hosts.count, !rung.hosts.isEmpty), Markup(text: portrait.reading(rung)),
          ]
        })
    }
  }

  private static func strips(_ portrait: Portrait) -> Markup {
    Markup("section", ["id": "day", "aria-labelledby": "day-title"]) {
      Markup("h2", ["id": "day-title"]) { "The same hours, seen through every record" }
      if let figure = portrait.day {
        Markup("p") {
          """
          Drawn once for each record, with nothing but what that record holds. Times are UTC, from \
          \(figure.day.span.start.rfc3339(fractionDigits: 0)) to \
          \(figure.day.span.end.rfc3339(fractionDigits: 0)).
          """
        }
        for (strip, rung) in zip(figure.strips, portrait.rungs) {
          Markup("h3") { strip.title }
          Markup("p") { portrait.reading(rung) }
          if let quiet = Portrait.quietWords(rung) { Markup("p") { quiet } }
          Markup(
            "div",
            ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": strip.title]
          ) {
            DayStrip(strip: strip, span: figure.day.span).picture(
              title: strip.title, description: portrait.reading(rung))
          }
        }
      } else {
        Markup("p") { "No record states a time, so there is nothing to draw." }
      }
    }
  }

  private static func places(_ portrait: Portrait) -> Markup {
    Markup("section", ["id": "places", "aria-labelledby": "places-title"]) {
      Markup("h2", ["id": "places-title"]) { "Where the home connected to" }
      for rung in portrait.rungs where !rung.destinations.isEmpty {
        let entries = rung.hosts.isEmpty ? rung.destinations : rung.hosts
        Markup.table(
          "\(rung.regime.title): \(NumberText.grouped(entries.count)) "
            + (rung.hosts.isEmpty ? "addresses" : "names") + ", the most frequent first [modelled]",
          columns: [rung.hosts.isEmpty ? "Address" : "Name", "Entries"],
          rows: entries.prefix(most).map { [Markup(text: $0.name), Markup(count: $0.records)] })
      }
    }
  }

  private static var unseen: Markup {
    Markup("section", ["id": "unseen", "aria-labelledby": "unseen-title"]) {
      Markup("h2", ["id": "unseen-title"]) { "What the provider would not see" }
      Markup("ul") { for sentence in Portrait.unseen { Markup("li") { sentence } } }
    }
  }

  private static func making(_ provenance: ReportContent.Provenance) -> Markup {
    Markup("section", ["id": "making", "aria-labelledby": "making-title"]) {
      Markup("h2", ["id": "making-title"]) { "How this page was made" }
      Markup("p") { "By natlens \(provenance.toolVersion), with this command:" }
      Markup("pre", ["tabindex": "0"]) { ProvenanceSection.shell(provenance.commandLine) }
      Markup.table(
        "What was read", columns: ["File and SHA-256", "Format", "Packets or records"],
        rows: provenance.inputs.map { input in
          [
            Markup {
              DisplayText.shortened(input.report.name, to: 120)
              Markup("code", ["class": "digest"]) { input.sha256 }
            },
            Markup(text: input.report.format ?? "not recognised"),
            Markup(count: Int(clamping: input.report.records)),
          ]
        })
    }
  }
}
