#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
package import NATModel

extension AnsweredRequests.Entry {
  /// The heaviest candidates (several only if they are as heavy) and what each of them weighs.
  ///
  /// Nobody, at weight 0, where the log decides nothing.
  package var likeliest: (subscribers: [SubscriberID], weight: Double) {
    guard verdict == .unique || verdict == .ambiguous, !candidates.isEmpty else { return ([], 0) }
    guard posterior.count == candidates.count, let most = posterior.max() else {
      return (candidates, 1 / Double(candidates.count))
    }
    return (candidates.indices.filter { posterior[$0] == most }.map { candidates[$0] }, most)
  }

  /// 2^H over the candidates' weights: as many equally likely persons would leave the same doubt.
  ///
  /// 0 without candidates (Serjantov and Danezis, PET 2002).
  package var effectiveCandidates: Double {
    guard posterior.count == candidates.count else { return Double(candidates.count) }
    return exp2(posterior.reduce(0) { $1 > 0 ? $0 - $1 * log2($1) : $0 })
  }
}
