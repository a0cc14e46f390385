package import NATModel

/// One number of a result, with everything needed to quote it.
package struct Figure: Sendable, Hashable {
  /// Whether there is a number, and if not, why.
  package enum Status: Hashable, Sendable {
    /// ``Figure/value`` holds the number.
    case computed
    /// The inputs do not hold what the regime keeps.
    case notInThisLog(String)
    /// The regime keeps nothing that could answer this type of request.
    case unanswerable(String)
    /// Scoring needs truth and there is none.
    case needsTruth
    /// Nothing to count: no request, no record; ``Figure/note`` says what is missing.
    case empty
    /// Withheld from a published table: it rests on fewer subscribers than the number given.
    case suppressed(below: Int)
  }

  /// Id of the measure (`outcome-split`).
  package var measure: String
  /// Which of the measure's numbers this is (`unique-right`, `p95`, `precision`).
  package var part: String
  /// Id of the regime.
  package var regime: String
  /// Type of request, for attribution measures.
  package var request: RequestKind?
  /// What the adversary knows, for measures that infer.
  package var knowledge: Knowledge.Level?
  /// Whether there is a number.
  package var status: Status
  /// The number, in ``unit``; `nil` unless computed.
  package var value: Double?
  /// Unit of the value and interval (`share`, `persons`, `records per subscriber-day`).
  package var unit: String
  /// For shares: how many of the denominator.
  package var numerator: Int?
  /// What the value is computed over.
  package var denominator: Int
  /// What the denominator counts (`requests`, `subscribers`).
  package var denominatorOf: String
  /// 95 % interval, or `nil` where none can be given.
  package var interval: ClosedRange<Double>?
  /// How the interval was computed (`Wilson`, `cluster bootstrap by subscriber, 1000 draws`).
  package var intervalMethod: String
  /// How many subscribers the number rests on, where that is known.
  package var subscribers: Int?
  /// What a reader must know besides (`0 by construction: …`), one phrase, or empty.
  package var note: String

  /// A figure from its parts.
  package init(
    measure: String, part: String, regime: String, request: RequestKind? = nil,
    knowledge: Knowledge.Level? = nil, status: Status, value: Double? = nil, unit: String,
    numerator: Int? = nil, denominator: Int, denominatorOf: String,
    interval: ClosedRange<Double>? = nil, intervalMethod: String = "",
    subscribers: Int? = nil, note: String = ""
  ) {
    self.measure = measure
    self.part = part
    self.regime = regime
    self.request = request
    self.knowledge = knowledge
    self.status = status
    self.value = value
    self.unit = unit
    self.numerator = numerator
    self.denominator = denominator
    self.denominatorOf = denominatorOf
    self.interval = interval
    self.intervalMethod = intervalMethod
    self.subscribers = subscribers
    self.note = note
  }
}
