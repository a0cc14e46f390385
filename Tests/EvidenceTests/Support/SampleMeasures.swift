import Exposure

/// Measures described like real ones, one of them unknown to the report by id.
enum SampleMeasures {
  static let outcomes = measure(
    "outcome-split", "A2", "Outcome of a request", .attribution,
    "The share of requests that name one subscriber rightly, one wrongly, several, or nobody.",
    unit: "share", of: "requests", headline: "unique-right")
  static let candidates = measure(
    "candidate-set", "A1", "Candidates per request", .attribution,
    "The number of subscribers consistent with what the requester knows.",
    unit: "persons", of: "decided requests", headline: "mean")
  static let records = measure(
    "records-per-day", "V1", "Records per subscriber-day", .volume,
    "The number of records kept about one subscriber in 24 hours.",
    unit: "records per subscriber-day", of: "subscribers", headline: "mean")
  static let hours = measure(
    "active-bins", "E6", "Hours in use", .exposure,
    "The share of five-minute intervals in which the records show that something happened.",
    unit: "share", of: "subscribers", headline: "share")
  static let destinations = measure(
    "distinct-destinations", "E0", "Destinations listed per subscriber", .exposure,
    "How many different addresses the records list for one subscriber.",
    unit: "addresses", of: "subscribers", headline: "mean")
  static let browsing = measure(
    "browsing-recovered", "E1", "Browsing recovered", .exposure,
    "The share of the sites visited on a day that somebody reading the records would name.",
    unit: "share", of: "(subscriber, day, site)", headline: "recall", knowledge: [.k0, .k1])

  static let all = [outcomes, candidates, records, hours, destinations, browsing]

  private static func measure(
    _ id: String, _ code: String, _ title: String, _ theme: MeasureDescription.Theme,
    _ definition: String, unit: String, of denominator: String, headline: String,
    knowledge: [Knowledge.Level] = [.k0]
  ) -> MeasureDescription {
    MeasureDescription(
      id: id, code: code, title: title, theme: theme, definition: definition, unit: unit,
      denominator: denominator, misleads: "Few homes; one network.", citation: "A standard.",
      headline: headline, needsTruth: false, knowledge: knowledge)
  }
}
