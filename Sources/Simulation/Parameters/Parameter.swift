/// One number or choice that a simulated world depends on, with where it comes from.
package struct Parameter: Sendable {
  /// How well the source is known, as printed beside every value.
  package enum Mark: String, Sendable, CaseIterable {
    /// The text of the source, or an excerpt of it, was read.
    case verified = "V"
    /// A source that quotes the primary one was read.
    case secondHand = "V2"
    /// Recalled, fairly sure.
    case recalledHigh = "R-hi"
    /// Recalled, less sure.
    case recalledMedium = "R-med"
    /// Recalled, unsure.
    case recalledLow = "R-lo"
    /// Computed from marked values.
    case derived = "D"
    /// Chosen here: a fitted or design value, swept and never cited.
    case assumed = "A"
  }

  /// What values it takes.
  package enum Value: Sendable, Hashable {
    /// A number.
    case number(Double)
    /// One of the words in ``Parameter/choices``.
    case choice(String)
  }

  /// Name in scenario files, tables and JSON, `group.name`.
  package let id: String
  /// What it is, one phrase.
  package let summary: String
  /// Value unless a scenario says otherwise.
  package let value: Value
  /// Plausible range, for sensitivity sweeps; empty range for choices.
  package let range: ClosedRange<Double>
  /// What a scenario may set at all.
  package let limits: ClosedRange<Double>
  /// The words a choice may take; empty for numbers.
  package let choices: [String]
  /// Unit, `1` for a pure number.
  package let unit: String
  /// Where default and range come from.
  package let source: String
  /// How well the source is known.
  package let mark: Mark

  /// A number with its plausible range and the limits of what may be set.
  package init(
    _ id: String, _ value: Double, _ range: ClosedRange<Double>, limits: ClosedRange<Double>,
    unit: String, source: String, mark: Mark, _ summary: String
  ) {
    self.id = id
    self.summary = summary
    self.value = .number(value)
    self.range = range
    self.limits = limits
    choices = []
    self.unit = unit
    self.source = source
    self.mark = mark
  }

  /// A choice of words, the default first in `choices` or named.
  package init(
    _ id: String, choice value: String, of choices: [String], source: String, mark: Mark,
    _ summary: String
  ) {
    self.id = id
    self.summary = summary
    self.value = .choice(value)
    range = 0...0
    limits = 0...0
    self.choices = choices
    unit = "word"
    self.source = source
    self.mark = mark
  }
}
