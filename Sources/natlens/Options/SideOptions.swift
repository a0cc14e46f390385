import ArgumentParser
import NATModel
import PacketCapture

/// On which side of the NAT captures were taken, and whether a NAT is to be modelled.
struct SideOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A capture taken before the NAT; one more input.",
      discussion: """
        Without --inside and --outside private addresses tell. Captures of both sides give the \
        NAT's bindings, each with a confidence.
        """, valueName: "file"))
  var inside: [String] = []

  @Option(
    help: ArgumentHelp("A capture taken after the NAT; one more input.", valueName: "file"))
  var outside: [String] = []

  @Option(
    help: ArgumentHelp(
      "Put a virtual NAT before the flows of captures: deterministic, port-block, dynamic, "
        + "overloaded. What comes of it is modelled.", valueName: "behaviour"),
    transform: SideOptions.behavior)
  var modelNat: NATBehavior?

  /// The side that the user stated for a file.
  func side(of name: String) -> CaptureSide? {
    if inside.contains(name) { return .inside }
    return outside.contains(name) ? .outside : nil
  }

  /// A behaviour by its name.
  private static func behavior(_ text: String) throws -> NATBehavior {
    guard let behavior = NATBehavior(rawValue: text) else {
      throw ValidationError(
        "it is one of \(NATBehavior.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return behavior
  }
}
