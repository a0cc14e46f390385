import Correlation
import Evidence
import NATModel
import Retention

/// Answers to requests, as text for people and as `natlens.who/1`.
struct AnswerSheet {
  /// One request with its answer and what every regime would have said.
  struct Row {
    let request: Request
    let answer: Answer
    let ifRegime: [(regime: Regime, answer: Answer)]
  }

  let rows: [Row]
  let ladder: Ladder
  let world: World
  let names: Pseudonyms
  let tolerance: DurationArgument

  /// Answers every request under every regime.
  init(
    requests: [Request], ladder: Ladder, world: World, names: Pseudonyms,
    tolerance: DurationArgument
  ) {
    self.ladder = ladder
    self.world = world
    self.names = names
    self.tolerance = tolerance
    rows = requests.map { request in
      let answers = ladder.logs.map { ($0.regime, $0.log.answer(request)) }
      return Row(request: request, answer: answers[ladder.answering].1, ifRegime: answers)
    }
  }

  /// The worst verdict decides: undetermined, then ambiguous, then no match.
  var status: ExitStatus {
    let verdicts = Set(rows.map(\.answer.verdict))
    if !verdicts.isDisjoint(with: [.undetermined, .unanswerable]) { return .undetermined }
    if verdicts.contains(.ambiguous) { return .ambiguous }
    return verdicts.contains(.none) ? .noMatch : .done
  }

  /// Pseudonym or identity of a subscriber.
  func name(_ subscriber: SubscriberID) -> String {
    names.subscriber(world.ledger.subscribers.identity(of: subscriber))
  }

  /// Pseudonym or text of an inside address, which is an identity where it is held for long.
  func name(_ inside: IPAddress) -> String { names.insideAddress(inside.description) }

  /// Name of the file a record stands in.
  func file(_ location: SourceLocation) -> String {
    let index = Int(location.file)
    return index < world.files.count ? world.files[index] : "?"
  }
}
