import ArgumentParser

import func Foundation.exit

/// The command line: flags, files and exit codes.
///
/// What is computed stands in the other targets.
@main struct Natlens: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "natlens",
    abstract:
      "Who was behind an address and port, and what answering that reveals about everybody.",
    discussion: """
      natlens reads the session logs of a carrier-grade NAT, server logs and packet captures. It \
      answers who was behind an address and port at a time, and measures for each thing a \
      provider could be made to keep how often that answer is right and what keeping it reveals.

      It opens no network connection. Answers carry pseudonyms unless --reveal is given.

      EXAMPLES
        natlens inspect collector/*.gz
        natlens who 203.0.113.7:40021/tcp@2026-03-14T21:07:33+01:00 nat.log subscribers.csv
        natlens subject customer-17 nat.log subscribers.csv --reveal
        natlens expose samples/lab/recordings/fixed-ranges
        natlens report samples/lab/recordings/* --output report/

      EXIT CODES
        0 done, every verdict unique      1 no match            3 ambiguous
        4 undetermined or unanswerable   64 usage              65 bad data
        66 input missing                 70 internal error     73, 74 output or I/O
        77 permission                   130 interrupted
      """,
    version: version,
    subcommands: [
      Inspect.self, Convert.self, Who.self, Subject.self, Expose.self, Volume.self,
      WriteReport.self, Verify.self, MakePortrait.self,
      Fields.self, Formats.self, Simulate.self, CaptureLive.self, Regimes.self, Measures.self,
    ])

  static func main() {
    do {
      var command = try parseAsRoot()
      Interrupt.listen()
      try command.run()
      endIfInterrupted()
    } catch let failure as CommandFailure {
      Terminal.error("natlens: \(failure)")
      Foundation.exit(failure.status.rawValue)
    } catch {
      endIfInterrupted()
      exit(withError: error)
    }
  }

  /// Marks the results as partial and ends with 130, if the user has interrupted.
  private static func endIfInterrupted() {
    guard Interrupt.isRaised else { return }
    Terminal.error("natlens: interrupted: the results above are partial")
    Foundation.exit(ExitStatus.interrupted.rawValue)
  }
}
