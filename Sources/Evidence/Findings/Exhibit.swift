import Exposure
import NATModel
import Retention

/// One evaluation in its place in the report, so that every figure of it can be cited.
struct Exhibit: Sendable {
  /// Position among the report's worlds.
  let index: Int
  /// What is shown.
  let evaluation: Evaluation
  /// Positions of the figures with the same coordinates but for knowledge.
  private let positions: [Coordinates: [Int]]

  /// Ids of the regimes whose records a model supplied.
  private let modelled: Set<String>

  private struct Coordinates: Hashable {
    let measure: String
    let part: String
    let regime: String
    let request: RequestKind?
  }

  /// An evaluation at its position among the report's worlds.
  init(index: Int, evaluation: Evaluation) {
    self.index = index
    self.evaluation = evaluation
    modelled = Set(
      evaluation.retained.filter { $0.provenance == .modelled && $0.availability == .kept }
        .map(\.regime.id))
    positions = Dictionary(
      grouping: evaluation.figures.indices,
      by: {
        let figure = evaluation.figures[$0]
        return Coordinates(
          measure: figure.measure, part: figure.part, regime: figure.regime,
          request: figure.request)
      })
  }

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
  ///
  /// A figure that states no knowledge stands for every level.
  func cited(
    _ measure: String, _ part: String, regime: String, request: RequestKind? = nil,
    knowledge: Knowledge.Level? = nil
  ) -> CitedFigure? {
    let key = Coordinates(measure: measure, part: part, regime: regime, request: request)
    let known = positions[key] ?? []
    let exact = known.first { evaluation.figures[$0].knowledge == knowledge }
    let position = knowledge == nil ? exact ?? known.first : exact ?? known.first(where: isUnaided)
    return position.map { cited(at: $0) }
  }

  /// True for a figure of a measure that infers nothing from knowledge.
  private func isUnaided(_ position: Int) -> Bool { evaluation.figures[position].knowledge == nil }

  /// The figure at a position and its place.
  func cited(at position: Int) -> CitedFigure {
    let figure = evaluation.figures[position]
    return CitedFigure(
      figure: figure, pointer: "\(pointer)/figures/\(position)",
      isModelled: modelled.contains(figure.regime))
  }

  /// The title of a regime, with a mark where a model supplied its records.
  func title(_ retained: Evaluation.Retained) -> String {
    retained.regime.title + mark(retained, separator: " ")
  }

  /// The id of a regime, with a mark where a model supplied its records.
  func id(_ retained: Evaluation.Retained, separator: String = "\n") -> String {
    retained.regime.id + mark(retained, separator: separator)
  }

  private func mark(_ retained: Evaluation.Retained, separator: String) -> String {
    modelled.contains(retained.regime.id) ? "\(separator)[\(CitedFigure.modelled)]" : ""
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

  /// What that means for whoever asks with address, port and time; empty if it is not known.
  var consequence: String {
    switch evaluation.world.behavior {
    case .deterministic: "The port tells the home at any time."
    case .portBlock: "The port tells the home for as long as the home holds the block."
    case .dynamic:
      """
      The port tells the home while the connection lasts; soon after, another home may have it.
      """
    case .overloaded:
      """
      Even with a perfect clock, address and port may fit several homes at once; then only the \
      destination tells them apart.
      """
    case nil: ""
    }
  }
}
