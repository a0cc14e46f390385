package import NATModel
package import Retention

/// A number computed from a retained log, in two steps that cannot see each other's inputs.
///
/// ``infer(from:knowing:asked:)`` is the adversary (or the investigator): it sees one retained log
/// and declared knowledge, never a session and never truth. ``score(_:truth:)`` sees what was
/// inferred and the truth, never the log. Each measure stands in a file of its own under
/// `Measures/` and once in ``Measures/all``; it carries its own description, so that reports and
/// help need no change for it.
package protocol Measure: Sendable {
  /// What the first step hands to the second.
  associatedtype Inference: Sendable

  /// Definition, unit, denominator and the rest, for help and reports.
  var about: MeasureDescription { get }

  /// What can be told from the log with the given knowledge; `asked` are the requests put to it.
  func infer(from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked) -> Inference

  /// The figures, scored against truth where the measure needs it.
  ///
  /// Returns at least one figure: without truth, one whose status is `needsTruth`.
  func score(_ inference: Inference, truth: Truth?) -> [Figure]
}

extension Measure {
  /// What can be told, for requests that no other measure is asked about.
  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: [Request]
  ) -> Inference { infer(from: log, knowing: knowledge, asked: Asked(asked)) }
}

/// What a measure is, in words that a report prints.
package struct MeasureDescription: Sendable {
  /// What kind of question it answers.
  package enum Theme: String, CaseIterable, Sendable {
    /// How often "who was it?" is answered rightly.
    case attribution
    /// What the records reveal about everybody.
    case exposure
    /// How much is stored.
    case volume
    /// What each right answer costs those who are not asked for.
    case collateral
  }

  /// Name on the command line, in JSON and in reports (`candidate-set`).
  package let id: String
  /// Number in the evidence catalogue (`A1`).
  package let code: String
  /// Name for people.
  package let title: String
  /// What kind of question it answers.
  package let theme: Theme
  /// What is computed, in a sentence a lawyer understands.
  package let definition: String
  /// Unit of the main number.
  package let unit: String
  /// What it is computed over.
  package let denominator: String
  /// When the number misleads.
  package let misleads: String
  /// Where the measure comes from.
  package let citation: String
  /// The part that a summary table shows (``Figure/part``).
  package let headline: String
  /// For measures with a figure for each type of request: the type that a summary table shows.
  package var headlineRequest: RequestKind? {
    switch theme {
    case .collateral: .addressPort
    case .attribution:
      switch id {
      case "server-ports": nil
      case "reverse-yield": .destination
      case "destination-popularity": .addressDestination
      default: .addressPort
      }
    case .exposure, .volume: nil
    }
  }
  /// Which way a measure of exposure goes when more is revealed.
  package enum Direction: Sendable {
    /// A larger headline reveals more.
    case higher
    /// A smaller one does: it is an error of whoever reads the log.
    case lower
  }

  /// Which way the headline goes when more is revealed; `nil` for other themes.
  package var exposesMoreWhen: Direction? {
    guard theme == .exposure else { return nil }
    return ["rhythm", "household-structure"].contains(id) ? .lower : .higher
  }
  /// True if scoring needs truth.
  package let needsTruth: Bool
  /// What the adversary knows in turn; one run of the measure for each.
  package let knowledge: [Knowledge.Level]
  /// What published work found, with source and why numbers differ; empty without such work.
  package let literature: String
  /// Beginning of the parts that make a curve (`p4-n`: over the population), or `nil`.
  package let curve: String?

  /// A description from its parts.
  package init(
    id: String, code: String, title: String, theme: Theme, definition: String, unit: String,
    denominator: String, misleads: String, citation: String, headline: String, needsTruth: Bool,
    knowledge: [Knowledge.Level] = [.k0], literature: String = "", curve: String? = nil
  ) {
    self.id = id
    self.code = code
    self.title = title
    self.theme = theme
    self.definition = definition
    self.unit = unit
    self.denominator = denominator
    self.misleads = misleads
    self.citation = citation
    self.headline = headline
    self.needsTruth = needsTruth
    self.knowledge = knowledge
    self.literature = literature
    self.curve = curve
  }
}
