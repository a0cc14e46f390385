package import Correlation
package import NATModel

extension Regime {
  /// What a request would be answered under each regime of the ladder, from least to most.
  ///
  /// Under a regime that the inputs cannot provide the answer is `unanswerable`, with the reason.
  /// For a few requests; for many, keep the retained logs.
  package static func answers(
    to request: Request, from ledger: Ledger, configuration: NATConfiguration?
  ) -> [(regime: Regime, answer: Answer)] {
    ladder.map { ($0, $0.retain(ledger, configuration).answer(request)) }
  }
}
