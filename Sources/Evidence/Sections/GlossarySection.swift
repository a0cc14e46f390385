/// Words of this report that are not everyday ones.
struct GlossarySection: Sendable {
  /// The section.
  func markup() -> Markup {
    Markup("section", ["id": "glossary", "aria-labelledby": "glossary-title"]) {
      Markup("h2", ["id": "glossary-title"]) { "Glossary" }
      Markup("dl") {
        for (word, meaning) in GlossarySection.words {
          Markup("dt") { word }
          Markup("dd") { meaning }
        }
      }
    }
  }

  private static let words = [
    (
      "Address translator (carrier-grade NAT, CG-NAT)",
      "The device with which a provider lets many homes share one Internet address."
    ),
    ("Inside address", "The address of a home within its provider’s network; others never see it."),
    (
      "Shared or outside address",
      "The Internet address that others see; many homes use it at once."
    ),
    (
      "Port",
      "A number from 0 to 65535 that goes with an address. The translator uses it to keep homes apart."
    ),
    ("Port block", "A range of ports that one home may use for a time."),
    ("Destination", "The address of the server that a home connects to."),
    ("Host name", "The name of a site, such as www.example."),
    (
      "Connection, session",
      "One exchange between a home and a server, with a beginning and an end."
    ),
    (
      "Subscriber, home", "Who a record is about: the holder of a line, whoever uses it.",
    ),
    ("Record, regime", "What a provider keeps; a regime says which facts and for which events."),
    ("Request", "What somebody knows who wants to find out who it was, and the time."),
    ("Candidate", "A subscriber who fits a request."),
    (
      "95 % interval",
      "The range in which the true value lies, by the usual reckoning, in 95 of 100 such measurements."
    ),
    ("Median", "The value in the middle: half of the cases lie below, half above."),
    ("Truth", "What is known, from the lab or the simulation, about who really did what."),
    ("Pseudonym", "A made-up name that stands for a subscriber throughout this report."),
    ("SHA-256", "A fingerprint of a file: if one letter changes, the fingerprint changes."),
  ]
}
