import Exposure
import NATModel
import Retention

/// One evaluation in its place in the report, so that every figure of it can be cited.
struct Exhibit: Sendable {
  /// Position among the report's worlds.
  let index: Int
  /// What is shown.
  let evaluation: Evaluation

  /// The exhibits of a list of evaluations.
  static func all(_ evaluations: [Evaluation]) -> [Exhibit] {
    evaluations.enumerated().map { Exhibit(index: $0.offset, evaluation: $0.element) }
  }

  /// Name of the world.
  var name: String { evaluation.world.name }

  /// The regimes that stand on the ladder, in its order.
  var ladder: [Evaluation.Retained] { evaluation.retained.filter { $0.regime.rung != nil } }

  /// The regimes that are variants of a rung.
  var variants: [Evaluation.Retained] { evaluation.retained.filter { $0.regime.rung == nil } }

  /// Where this world stands in `report.json` (RFC 6901).
  var pointer: String { "/worlds/\(index)" }

  /// The figure with these coordinates and its place, if there is one.
  func cited(
    _ measure: String, _ part: String, regime: String, request: RequestKind? = nil,
    knowledge: Knowledge.Level? = nil
  ) -> CitedFigure? {
    let position = evaluation.figures.firstIndex {
      $0.measure == measure && $0.part == part && $0.regime == regime && $0.request == request
        && (knowledge == nil || $0.knowledge == nil || $0.knowledge == knowledge)
    }
    return position.map { cited(at: $0) }
  }

  /// The figure at a position and its place.
  func cited(at position: Int) -> CitedFigure {
    CitedFigure(
      figure: evaluation.figures[position], pointer: "\(pointer)/figures/\(position)")
  }

  /// How the NAT hands out ports, in words.
  var behavior: String {
    switch evaluation.world.behavior {
    case .deterministic: "every home has its own fixed range of ports"
    case .portBlock: "every home gets blocks of ports while it is active"
    case .dynamic: "homes share all ports, one home at a time on each"
    case .overloaded: "homes share all ports, several at once on the same port"
    case nil: "how ports are handed out is not known"
    }
  }
}
