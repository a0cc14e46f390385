import Exposure

/// A figure and where it stands in `report.json`.
struct CitedFigure: Sendable {
  /// How a figure appears wherever it is printed.
  enum Appearance: Sendable, Equatable {
    /// A number.
    case number(Double)
    /// Withheld: the number rests on so few people that it might single one out.
    case suppressed(below: Int)
    /// No number: a few words why, and a sentence where there is one.
    case absent(String, reason: String)
  }

  /// The figure.
  let figure: Figure
  /// Its place (RFC 6901).
  let pointer: String
  /// True if a model supplied the records that it was computed from.
  var isModelled = false

  /// How it appears.
  var appearance: Appearance {
    switch figure.status {
    case .computed:
      guard let value = figure.value else { return .absent("nothing to count", reason: "") }
      return .number(value)
    case .notInThisLog(let reason): return .absent("not in this log", reason: reason)
    case .unanswerable(let reason): return .absent("cannot answer", reason: reason)
    case .needsTruth:
      return .absent("needs truth", reason: "It is not known who really was behind each request.")
    case .empty: return .absent("nothing to count", reason: figure.note)
    case .suppressed(let below): return .suppressed(below: below)
    }
  }

  /// The number, unless it is absent or suppressed.
  var value: Double? {
    if case .number(let value) = appearance { value } else { nil }
  }

  /// The number in its unit, `<5`, or `—`.
  var text: String {
    switch appearance {
    case .number(let value): NumberText.people(value, unit: figure.unit)
    case .suppressed(let below): "<\(below)"
    case .absent: "—"
    }
  }

  /// `355/360` for shares, `n = 8 subscribers` for others; empty without a number.
  var count: String {
    guard value != nil else { return "" }
    if figure.unit == "share", let numerator = figure.numerator {
      return NumberText.grouped(numerator) + "/" + NumberText.grouped(figure.denominator)
    }
    return "n = \(NumberText.grouped(figure.denominator)) \(figure.denominatorOf)"
  }

  /// The count, and `modelled` where a model supplied the records; empty without a number.
  var basis: String {
    guard value != nil else { return "" }
    return isModelled ? "\(count); \(CitedFigure.modelled)" : count
  }

  /// The word beside every figure whose records a model supplied.
  static let modelled = "modelled"

  /// The interval in its unit; empty where there is none.
  var intervalText: String {
    guard value != nil, let interval = figure.interval else { return "" }
    return NumberText.people(interval, unit: figure.unit)
  }

  /// The words of a summary: number, what it is out of, interval.
  var phrase: String {
    guard value != nil else { return text }
    let interval = intervalText.isEmpty ? noInterval : intervalText
    guard figure.unit == "share" else { return "\(text) \(figure.unit) (\(interval); \(basis))" }
    guard let numerator = figure.numerator else { return "\(text) (\(interval); \(basis))" }
    return "\(NumberText.grouped(numerator)) of \(NumberText.grouped(figure.denominator)) "
      + "(\(text); \(interval)\(isModelled ? "; \(CitedFigure.modelled)" : ""))"
  }

  private var noInterval: String {
    figure.note.hasPrefix("0 by construction") ? "by construction" : "no interval"
  }

  /// The figure as something that can be said, or `nil` without a number.
  func claim(_ words: String? = nil) -> Claim? {
    value.map {
      Claim(
        text: words ?? phrase, value: $0, unit: figure.unit, pointer: pointer + "/value",
        interval: figure.interval, basis: basis, method: figure.measure)
    }
  }
}
