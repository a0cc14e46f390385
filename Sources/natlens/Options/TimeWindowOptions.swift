import ArgumentParser

/// The part of the inputs that is looked at, half-open.
struct TimeWindowOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only what happened at or after this time.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Only what happened before this time.", valueName: "time"))
  var to: String?
}
