import ArgumentParser
import Retention

/// Which variants of the rungs a command looks at besides the ladder.
struct VariantOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Variants of the rungs as rows of their own: all, or ids of variants or families.",
      discussion: """
        Separated by commas; `natlens regimes` lists them. Sharing capped at 16 subscribers is no \
        variant of a log but of the NAT: simulate the scenario belgium, or any other with --set \
        nat.subscribers_per_address=16.
        """,
      valueName: "list"))
  var variants: String?

  /// The variants named, in the order of the list, each once.
  /// - Throws: ``CommandFailure`` for a name that is neither a variant nor a family.
  func regimes() throws -> [Regime] {
    guard let variants else { return [] }
    var regimes: [Regime] = []
    for name in variants.split(separator: ",").map(String.init) {
      var named = RegimeFamily.named(name)?.regimes ?? Regime.variants.filter { $0.id == name }
      if name == "all" { named = Regime.variants }
      guard !named.isEmpty else {
        throw CommandFailure(
          .usage, seen: "--variants \(name): no such variant or family",
          remedy: "The families are \(RegimeFamily.all.map(\.id).joined(separator: ", ")).")
      }
      for regime in named where !regimes.contains(where: { $0.id == regime.id }) {
        regimes.append(regime)
      }
    }
    return regimes
  }
}
