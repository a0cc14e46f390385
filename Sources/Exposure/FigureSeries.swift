package import NATModel

/// The coordinates that the figures of one inference have in common.
package struct FigureSeries: Sendable {
  /// Id of the measure.
  package let measure: String
  /// Id of the regime.
  package let regime: String
  /// Type of request, for attribution measures.
  package let request: RequestKind?
  /// What the adversary knows, for measures that infer.
  package let knowledge: Knowledge.Level?

  /// A series from its coordinates.
  package init(
    measure: String, regime: String, request: RequestKind? = nil,
    knowledge: Knowledge.Level? = nil
  ) {
    self.measure = measure
    self.regime = regime
    self.request = request
    self.knowledge = knowledge
  }

  /// A computed figure.
  package func figure(
    _ part: String, _ estimate: Estimate, unit: String, of counted: String, note: String = ""
  ) -> Figure {
    Figure(
      measure: measure, part: part, regime: regime, request: request, knowledge: knowledge,
      status: .computed, value: estimate.value, unit: unit, numerator: estimate.numerator,
      denominator: estimate.denominator, denominatorOf: counted, interval: estimate.interval,
      intervalMethod: estimate.method, subscribers: estimate.clusters, note: note)
  }

  /// A figure without a number.
  package func blank(
    _ part: String, _ status: Figure.Status, unit: String, of counted: String, note: String = ""
  ) -> Figure {
    Figure(
      measure: measure, part: part, regime: regime, request: request, knowledge: knowledge,
      status: status, unit: unit, denominator: 0, denominatorOf: counted, note: note)
  }

  /// A zero that follows from what the regime keeps and not from what happened.
  ///
  /// It has no interval: more data would not change it. `subscribers` is the denominator unless
  /// stated.
  package func zero(
    _ part: String, unit: String, denominator: Int, of counted: String, because reason: String,
    subscribers: Int? = nil
  ) -> Figure {
    Figure(
      measure: measure, part: part, regime: regime, request: request, knowledge: knowledge,
      status: .computed, value: 0, unit: unit, denominator: denominator, denominatorOf: counted,
      intervalMethod: "none: 0 by construction", subscribers: subscribers ?? denominator,
      note: "0 by construction: \(reason)")
  }
}
