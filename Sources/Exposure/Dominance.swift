package import NATModel
import Retention

/// Which regimes are dominated: another answers at least as many requests rightly and reveals no
/// more by any measure of exposure.
///
/// There is no composite score. A regime dominates another for a type of request if its share of
/// right answers is at least as high, no headline of an exposure measure is higher, and one of all
/// these is strictly better. A measure without a number for a regime (nothing that could be asked)
/// counts as revealing nothing. Each is compared at the most knowledge for which some regime has a
/// number; one without any takes no part. Regimes that are not in the log take no part either. Point values are
/// compared: where intervals overlap, "at least" may be chance.
package struct Dominance: Sendable, Hashable {
  /// One regime that another makes superfluous.
  package struct Pair: Sendable, Hashable {
    /// Id of the dominated regime.
    package var dominated: String
    /// Id of the first regime in the order of the ladder that dominates it.
    package var by: String
  }

  /// Type of request.
  package let request: RequestKind
  /// Ids of the regimes that answer some requests rightly and that no other dominates, in the order
  /// of the ladder: the Pareto front.
  package let front: [String]
  /// Ids of the regimes that answer none rightly: nothing to weigh, in the same order.
  package let silent: [String]
  /// The others, in the same order.
  package let dominated: [Pair]
  /// Ids of the exposure measures that were compared.
  package let measures: [String]

  /// Dominance among the regimes of an evaluation that the inputs hold.
  ///
  /// `nil` if no regime answers this type of request rightly.
  package init?(
    _ evaluation: Evaluation, _ request: RequestKind, measures all: [MeasureDescription]
  ) {
    self.request = request
    let ids = evaluation.retained.filter { $0.availability == .kept }.map(\.regime.id)
    let right = ids.map { id in
      evaluation.figure(
        measure: "outcome-split", part: "unique-right", regime: id, request: request
      )?.value ?? 0
    }
    guard right.contains(where: { $0 > 0 }) else { return nil }
    // Each measure at the most knowledge for which some regime has a number.
    let compared = all.compactMap { measure -> (id: String, values: [Double?])? in
      guard let direction = measure.exposesMoreWhen else { return nil }
      let levels: [Knowledge.Level?] =
        measure.knowledge.count > 1 ? measure.knowledge.reversed() : [nil]
      for level in levels {
        let values = ids.map { id in
          evaluation.figure(
            measure: measure.id, part: measure.headline, regime: id, knowledge: level
          )?.value.map { direction == .lower ? -$0 : $0 }
        }
        if values.contains(where: { $0 != nil }) { return (measure.id, values) }
      }
      return nil
    }
    let values = ids.indices.map { index in compared.map { $0.values[index] } }
    func dominates(_ left: Int, _ right: Int, _ shares: [Double]) -> Bool {
      guard shares[left] >= shares[right] else { return false }
      var isBetter = shares[left] > shares[right]
      for (mine, other) in zip(values[left], values[right]) {
        guard let other else {
          // What shows nothing reveals no more than anything.
          if mine != nil { return false }
          continue
        }
        guard let mine else {
          isBetter = true
          continue
        }
        if mine > other { return false }
        if mine < other { isBetter = true }
      }
      return isBetter
    }
    var front: [String] = []
    var dominated: [Pair] = []
    for index in ids.indices where right[index] > 0 {
      if let by = ids.indices.first(where: { $0 != index && dominates($0, index, right) }) {
        dominated.append(Pair(dominated: ids[index], by: ids[by]))
      } else {
        front.append(ids[index])
      }
    }
    self.front = front
    silent = ids.indices.filter { right[$0] == 0 }.map { ids[$0] }
    self.dominated = dominated
    self.measures = compared.map(\.id)
  }

  /// Dominance for every type of request that some regime answers rightly.
  package static func all(
    _ evaluation: Evaluation, measures: [MeasureDescription]
  ) -> [Dominance] {
    RequestKind.allCases.compactMap { Dominance(evaluation, $0, measures: measures) }
  }
}
