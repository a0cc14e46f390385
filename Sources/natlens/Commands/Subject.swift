import ArgumentParser
import Correlation
import Evidence
import NATModel
import Retention

/// `natlens subject`: everything that the records hold on one subscriber.
struct Subject: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subject",
    abstract: "Everything the records hold on one subscriber.",
    discussion: """
      The first argument is the subscriber: an identity as the inputs state it (a user name, a \
      customer number, an inside address), or the pseudonym that other commands print. The rest are \
      inputs. What is printed under each regime is what it would have kept.

      EXAMPLES
        natlens subject customer-17 nat.log subscribers.csv
        natlens subject sub-7f3a90c2 nat.log --json | jq '.regimes[] | {id, records: .count}'
      """)

  @Option(
    help: ArgumentHelp(
      "Only what this regime would have kept (see natlens regimes).", valueName: "id"))
  var regime: String?

  @Option(help: ArgumentHelp("Show at most this many records of each regime.", valueName: "n"))
  var limit = 20

  @OptionGroup var input: InputOptions
  @OptionGroup var window: TimeWindowOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    guard let subject = input.files.first, input.files.count > 1 else {
      throw CommandFailure(
        .usage, seen: "a subscriber and at least one input are needed",
        remedy: "natlens subject SUBSCRIBER FILE…")
    }
    if let regime, Regime.named(regime) == nil {
      throw CommandFailure(
        .usage, seen: "--regime \(regime): no such regime",
        remedy: "The regimes are \(Regime.all.map(\.id).joined(separator: ", ")).")
    }
    let world = try Intake(input, from: window.from, to: window.to)
      .world(from: Array(input.inputs.dropFirst()))
    let names = try output.pseudonyms()
    guard let id = Self.find(subject, in: world.ledger.subscribers, names) else {
      Terminal.error("natlens: \(AlignedColumns.printable(subject)): not in these inputs")
      throw ExitCode(ExitStatus.noMatch.rawValue)
    }
    let sheet = SubjectSheet(
      subscriber: id, ladder: try Ladder(world: world), only: regime, world: world, names: names)
    if output.json {
      try JSONOutput.document(sheet.document(limit: limit))
    } else {
      Terminal.output(sheet.text(limit: limit))
    }
    try world.checkRejects(input)
  }

  /// The subscriber of an identity or a pseudonym.
  static func find(
    _ text: String, in directory: SubscriberDirectory, _ names: Pseudonyms
  ) -> SubscriberID? {
    directory.find(text)
      ?? directory.all.first { names.subscriber(directory.identity(of: $0)) == text }
  }
}
