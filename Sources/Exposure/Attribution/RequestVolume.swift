/// How many requests a provider gets: an input of every collateral figure, never a finding.
///
/// Upper anchor: 310,033 authorisations in the United Kingdom in 2022 for all kinds of
/// communications data (Home Office factsheet, verified), about 4,600 per million people; for
/// carrier-grade NAT the number is lower. Lower anchor: one case in seven years in Denmark (itpol.dk,
/// verified).
package struct RequestVolume: Hashable, Sendable {
  /// Requests per million subscribers and year.
  package var perMillion: Double

  /// A volume; 1,000 per million and year unless stated.
  /// - Precondition: `perMillion > 0`.
  package init(perMillion: Double = 1000) {
    precondition(perMillion > 0)
    self.perMillion = perMillion
  }

  /// Says which input a figure rests on.
  package var note: String {
    "at \(Int(perMillion.rounded())) requests per million subscribers and year (an input)"
  }
}
