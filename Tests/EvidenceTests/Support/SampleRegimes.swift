import Retention

/// The ladder's seven regimes with words like those of the real ones; they retain nothing.
enum SampleRegimes {
  static let all: [Regime] = [
    regime(
      "register", 1, "Customer register",
      "Name, address, telephone number and a permanently assigned address.",
      "Budapest Convention, Article 18(3)"),
    regime(
      "assignment", 2, "Inside address log", "Which inside address each subscriber had, and when.",
      "Directive 2006/24/EC"),
    regime(
      "deterministic", 3, "NAT configuration",
      "The settings from which ports follow from the inside address.", "RFC 7422"),
    regime(
      "port-block", 4, "Port-block log", "Which block of ports each home had, from when to when.",
      "RFC 6888 REQ-14, RFC 8045"),
    regime(
      "binding", 5, "Binding log",
      "Every port in use, with beginning and end, without the destination.", "RFC 6888 REQ-12"),
    regime(
      "connection", 6, "Connection log",
      "Every connection with the address and port of the destination.", "Internet connection record"
    ),
    regime(
      "connection-host", 7, "Connection log with host names",
      "Every connection with the destination and its host name.", "“The front door”"),
  ]

  private static func regime(
    _ id: String, _ rung: Int, _ title: String, _ kept: String, _ source: String
  ) -> Regime {
    Regime(
      id: id, title: title, kept: kept, source: source, rung: rung, containsDestination: rung >= 6
    ) { ledger, _ in
      RetainedLog(regime: id, notInThisLog: "not made in tests", ledger: ledger)
    }
  }
}
