import Exposure
import NATModel

/// One figure as JSON, the same object in `natlens.expose/1` and `natlens.report/1`.
///
/// | key | value |
/// | - | - |
/// | `measure` | id of the measure |
/// | `part` | which of its numbers |
/// | `regime` | id of the regime |
/// | `request` | type of request, or `null` where the measure asks none |
/// | `knowledge` | `K0` to `K3`, or `null` where the measure infers nothing |
/// | `status` | `computed`, `suppressed`, `not-in-this-log`, `unanswerable`, `needs-truth`, `empty` |
/// | `reason` | why there is no number, or `null` |
/// | `value` | the number in `unit`; `null` unless `computed` |
/// | `unit` | unit of `value` and `interval`; a `share` lies between 0 and 1 |
/// | `numerator` | for shares: how many of the denominator; else `null` |
/// | `denominator` | what the value is computed over |
/// | `denominator_of` | what the denominator counts |
/// | `interval` | `[lower, upper]`, 95 %, or `null` |
/// | `interval_method` | how the interval was computed |
/// | `subscribers` | how many subscribers the number rests on, or `null` |
/// | `note` | what a reader must know besides, or `null` |
enum FigureDocument {
  /// The object of a figure.
  static func json(_ cited: CitedFigure) -> JSONValue {
    let figure = cited.figure
    let (status, reason) = state(cited)
    let isShown = status == "computed"
    return [
      "measure": .string(figure.measure), "part": .string(figure.part),
      "regime": .string(figure.regime), "request": .optional(figure.request?.rawValue),
      "knowledge": .optional(figure.knowledge?.rawValue), "status": .string(status),
      "reason": .optional(reason), "value": isShown ? .optional(figure.value) : .null,
      "unit": .string(figure.unit),
      "numerator": isShown ? .optional(figure.numerator) : .null,
      "denominator": .integer(figure.denominator),
      "denominator_of": .string(figure.denominatorOf),
      "interval": isShown ? interval(figure.interval) : .null,
      "interval_method": .string(figure.intervalMethod),
      "subscribers": isShown ? .optional(figure.subscribers) : .null,
      "note": .optional(figure.note.isEmpty ? nil : figure.note),
    ]
  }

  /// An interval as a list of two numbers, or `null`.
  static func interval(_ interval: ClosedRange<Double>?) -> JSONValue {
    interval.map { [.number($0.lowerBound), .number($0.upperBound)] } ?? .null
  }

  /// Status and reason as they are written.
  static func state(_ cited: CitedFigure) -> (status: String, reason: String?) {
    switch cited.figure.status {
    case .computed: ("computed", nil)
    case .notInThisLog(let reason): ("not-in-this-log", reason)
    case .unanswerable(let reason): ("unanswerable", reason)
    case .needsTruth: ("needs-truth", nil)
    case .empty: ("empty", nil)
    case .suppressed(let below): ("suppressed", "rests on fewer than \(below) subscribers")
    }
  }
}
