import Exposure
import NATModel
import Retention

/// Figures of every sample measure for one world.
enum SampleFigures {
  static func all(
    _ retained: [Evaluation.Retained], right: (RequestKind, Int) -> Int?
  ) -> [Figure] {
    var figures = retained.flatMap { kept in
      RequestKind.allCases.flatMap { outcomes($0, kept, right) }
    }
    func add(_ measure: MeasureDescription, _ values: [Double], _ level: Knowledge.Level? = nil) {
      for kept in retained { figures.append(series(measure, kept, values, level: level)) }
    }
    add(SampleMeasures.records, [8, 16, 8, 24, 27_360, 27_360, 27_360])
    add(SampleMeasures.hours, [0, 0.04, 0, 0.31, 0.62, 0.62, 0.62])
    add(SampleMeasures.destinations, [0, 0, 0, 0, 0, 61.25, 61.25])
    add(SampleMeasures.browsing, [0, 0, 0, 0, 0, 0, 0.93], .k0)
    add(SampleMeasures.browsing, [0, 0, 0, 0, 0, 0.71, 0.95], .k1)
    return figures
  }

  private static func outcomes(
    _ kind: RequestKind, _ kept: Evaluation.Retained, _ right: (RequestKind, Int) -> Int?
  ) -> [Figure] {
    let parts = ["unique-right", "unique-wrong", "ambiguous", "none"]
    func figure(_ measure: MeasureDescription, _ part: String, _ status: Figure.Status) -> Figure {
      Figure(
        measure: measure.id, part: part, regime: kept.regime.id, request: kind,
        status: status, unit: measure.unit, denominator: 0, denominatorOf: "requests")
    }
    func blank(_ status: Figure.Status) -> [Figure] {
      parts.map { figure(SampleMeasures.outcomes, $0, status) }
        + ["mean", "median"].map { figure(SampleMeasures.candidates, $0, status) }
    }
    if case .notInThisLog(let reason) = kept.availability { return blank(.notInThisLog(reason)) }
    guard let count = right(kind, kept.regime.rung ?? 0) else {
      return blank(.unanswerable("The record holds neither the shared address nor a destination."))
    }
    let wrong = count > 0 && count < 300 ? 3 : 0
    let none = count > 0 ? 2 * ((360 - count) / 60) : 0
    let counts = [count, wrong, 360 - count - wrong - none, none]
    let shares = zip(parts, counts).map { part, count in
      Figure(
        measure: SampleMeasures.outcomes.id, part: part, regime: kept.regime.id, request: kind,
        status: .computed, value: Double(count) / 360, unit: "share",
        numerator: count, denominator: 360, denominatorOf: "requests with known truth",
        interval: interval(Double(count) / 360), intervalMethod: "Wilson", subscribers: 8)
    }
    let candidates = count == 0 ? 8.0 : (count < 300 ? 2.0 : 1.0)
    return shares
      + ["mean", "median"].map {
        Figure(
          measure: SampleMeasures.candidates.id, part: $0, regime: kept.regime.id, request: kind,
          status: .computed, value: candidates, unit: "persons", denominator: 360,
          denominatorOf: "decided requests", interval: candidates...candidates,
          intervalMethod: "cluster bootstrap by subscriber, 1000 draws", subscribers: 8)
      }
  }

  private static func interval(_ share: Double) -> ClosedRange<Double> {
    max(0, share - 0.03)...min(1, share + 0.03)
  }

  private static func series(
    _ measure: MeasureDescription, _ kept: Evaluation.Retained, _ values: [Double],
    level: Knowledge.Level?
  ) -> Figure {
    let value = values[(kept.regime.rung ?? 1) - 1]
    var figure = Figure(
      measure: measure.id, part: measure.headline, regime: kept.regime.id, knowledge: level,
      status: .computed, value: value, unit: measure.unit, denominator: 8,
      denominatorOf: "subscribers",
      interval: value == 0
        ? nil : value * 0.8...min(value * 1.15, measure.unit == "share" ? 1 : .infinity),
      intervalMethod: "cluster bootstrap by subscriber, 1000 draws", subscribers: 8)
    if value == 0 { figure.note = "0 by construction: the record keeps nothing of the kind" }
    if case .notInThisLog(let reason) = kept.availability {
      figure.status = .notInThisLog(reason)
      figure.value = nil
      figure.interval = nil
      figure.note = ""
    }
    return figure
  }
}
