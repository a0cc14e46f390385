package import NATModel

/// What the measures of collateral have in common: one series for each type of request about a
/// shared address, with the success rate or the reason why there is none.
package enum CollateralFigures {
  /// Why there is no rate.
  package struct Obstacle: Error, Sendable {
    /// The status of the figures.
    package var status: Figure.Status
    /// What is missing, or empty.
    package var note: String
  }

  /// The figures of every type of request but the reverse search; `nil` is handed over without
  /// truth.
  package static func perKind(
    _ answered: AnsweredRequests, truth: Truth?, _ bootstrap: ClusterBootstrap,
    _ figures: (RequestKind, Result<SuccessRate, Obstacle>?) -> [Figure]
  ) -> [Figure] {
    RequestKind.allCases.filter { $0 != .destination }.flatMap { kind in
      if let status = answered.obstacle(kind) {
        let note = status == .empty ? "no request knows enough for this type" : ""
        return figures(kind, .failure(Obstacle(status: status, note: note)))
      }
      guard let rate = SuccessRate(answered, kind, truth: truth, bootstrap) else {
        return figures(kind, nil)
      }
      return figures(kind, .success(rate))
    }
  }
}
