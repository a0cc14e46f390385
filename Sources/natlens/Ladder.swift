import Correlation
import NATModel
import Retention

/// The regimes' retained logs of one world, and which of them answers.
struct Ladder {
  /// Every regime with its log, in the order of the ladder.
  let logs: [(regime: Regime, log: RetainedLog)]
  /// Position in ``logs`` of the log that answers.
  let answering: Int

  /// Retained logs of every regime; the richest that the inputs hold answers unless one is named.
  /// - Throws: ``CommandFailure`` if the regime is not known or not in these inputs.
  init(world: World, answering id: String? = nil) throws {
    logs = Regime.all.map { ($0, $0.retain(world.ledger, world.configuration)) }
    if let id {
      guard let position = logs.firstIndex(where: { $0.regime.id == id }) else {
        throw CommandFailure(
          .usage, seen: "--regime \(id): no such regime",
          remedy: "The regimes are \(Regime.all.map(\.id).joined(separator: ", ")).")
      }
      answering = position
    } else {
      // The last rung that names the shared address; a richer record only adds to what is kept.
      answering =
        logs.lastIndex {
          $0.log.isAvailable && $0.regime.rung != nil && $0.regime.id != "connection-host"
        }
        ?? 0
    }
  }

  /// The id of a regime, with a mark where a model supplied its records.
  func label(_ regime: Regime) -> String {
    let log = logs.first { $0.regime.id == regime.id }?.log
    let isModelled = log?.isAvailable == true && log?.provenance == .modelled
    return regime.id + (isModelled ? " [modelled]" : "")
  }
}
