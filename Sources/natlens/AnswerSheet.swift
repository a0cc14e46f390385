import Correlation
import Evidence
import NATModel
import Retention

/// Answers to requests, as text for people and as `natlens.who/1`.
///
/// Each request is answered when its row is asked for, so that a long list needs no more memory than a
/// short one.
struct AnswerSheet {
  /// One request with its answer and what every regime would have said.
  struct Row {
    /// The request, or `nil` for the answer to all of them together.
    let request: Request?
    let answer: Answer
    let ifRegime: [(regime: Regime, answer: Answer)]
  }

  let ladder: Ladder
  let world: World
  let names: Pseudonyms
  let tolerance: DurationArgument
  /// True if the lines that candidates rest on are shown.
  var showsLines = false

  /// A sheet over what was read.
  init(ladder: Ladder, world: World, names: Pseudonyms, tolerance: DurationArgument) {
    self.ladder = ladder
    self.world = world
    self.names = names
    self.tolerance = tolerance
  }

  /// The answers of every regime to one request.
  func row(_ request: Request) -> Row {
    let answers = ladder.logs.map { ($0.regime, $0.log.answer(request)) }
    return Row(request: request, answer: answers[ladder.answering].1, ifRegime: answers)
  }

  /// Who is consistent with every one of several requests, under every regime.
  func intersection(_ requests: [Request]) -> Row {
    let answers = ladder.logs.map { regime, log in
      (regime, Answer.intersection(of: requests.map { log.answer($0) }))
    }
    return Row(request: nil, answer: answers[ladder.answering].1, ifRegime: answers)
  }

  /// The worst verdict decides: undetermined, then ambiguous, then no match.
  static func status(_ verdicts: Set<Verdict>) -> ExitStatus {
    if !verdicts.isDisjoint(with: [.undetermined, .unanswerable]) { return .undetermined }
    if verdicts.contains(.ambiguous) { return .ambiguous }
    return verdicts.contains(.none) ? .noMatch : .done
  }

  /// The regime that answers.
  var regime: Regime { ladder.logs[ladder.answering].regime }

  /// The lines that the candidates of some rows rest on.
  func lines(_ rows: [Row]) -> SourceLines? {
    guard showsLines else { return nil }
    return SourceLines(
      rows.flatMap { $0.answer.candidates.map(\.location) }, files: world.files)
  }

  /// What the request does not state, and what that costs, in one sentence; `nil` if it costs nothing.
  func cost(_ row: Row) -> String? {
    guard let request = row.request, row.answer.verdict == .ambiguous else { return nil }
    let count = row.answer.candidates.count
    if request.outside == nil { return "no shared address given: \(count) candidates" }
    if request.outsidePort == nil { return "no port given: \(count) candidates" }
    if request.proto == nil {
      return "no protocol given, and TCP and UDP count ports apart: \(count) candidates"
    }
    return request.destination == nil ? "no destination given: \(count) candidates" : nil
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
