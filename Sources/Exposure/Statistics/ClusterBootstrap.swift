/// Resampling of whole clusters, here subscribers: the records and requests of one subscriber are
/// not independent of each other, so they are drawn together or not at all.
///
/// Each draw takes as many clusters as there are, with replacement; the interval is the 2.5 % and
/// 97.5 % quantile of the statistic over the draws (percentile interval). Every draw is a function
/// of seed, draw and position alone, so results depend on no thread, and two statistics over the
/// same clusters see the same draws (their differences are paired).
///
/// An interval speaks of one world with its subscribers drawn again, not of another world. Where
/// subscribers are tied to each other (both sides of one collision of records are asked about) it is
/// too narrow; the spread over simulated worlds with different seeds is the remedy.
package struct ClusterBootstrap: Hashable, Sendable {
  /// How often to resample at most.
  package var draws: Int
  /// Chooses the draws.
  package var seed: UInt64

  /// 1000 draws and the fixed seed of every result.
  package static let standard = ClusterBootstrap()

  /// With fewer clusters percentile intervals are visibly too narrow.
  package static let few = 10

  private static let mostPicks = 1 << 26
  private static let leastDraws = 200

  /// A bootstrap with a number of draws and a seed.
  package init(draws: Int = 1000, seed: UInt64 = 0x6e61_746c_656e_73) {
    self.draws = max(1, draws)
    self.seed = seed
  }

  /// How many draws are made over so many clusters.
  ///
  /// Above 67,108 clusters fewer than 1000, so that the work stays below 2^26 picks, but at least
  /// 200; the quantiles of so many clusters move little.
  package func draws(over clusters: Int) -> Int {
    let affordable = ClusterBootstrap.mostPicks / max(1, clusters)
    return min(draws, max(ClusterBootstrap.leastDraws, affordable))
  }

  /// How the interval was computed, for ``Figure/intervalMethod``.
  package func method(over clusters: Int) -> String {
    "cluster bootstrap by subscriber, \(draws(over: clusters)) draws"
  }

  /// The values of several statistics over every draw, one array for each statistic.
  ///
  /// `evaluate` gets how often each cluster was drawn and fills in the statistics; a value it
  /// leaves `nan` does not count. O(draws × clusters).
  package func distributions(
    clusters: Int, statistics: Int,
    evaluate: (_ multiplicities: Span<UInt32>, _ values: inout [Double]) -> Void
  ) -> [[Double]] {
    var found = [[Double]](repeating: [], count: statistics)
    guard clusters > 0 else { return found }
    var multiplicities = [UInt32](repeating: 0, count: clusters)
    var values = [Double](repeating: .nan, count: statistics)
    for draw in 0..<draws(over: clusters) {
      for index in 0..<clusters { multiplicities[index] = 0 }
      for index in 0..<statistics { values[index] = .nan }
      let random = CounterRandom(seed: seed, stream: UInt64(draw))
      for pick in 0..<UInt64(clusters) {
        multiplicities[Int(random.below(UInt64(clusters), at: pick))] += 1
      }
      evaluate(multiplicities.span, &values)
      for index in 0..<statistics where !values[index].isNaN { found[index].append(values[index]) }
    }
    return found
  }

  /// The percentile interval of the values of one statistic, or `nil` without values.
  package static func percentileInterval(_ values: [Double]) -> ClosedRange<Double>? {
    let ascending = values.sorted()
    guard let lower = Quantile.nearestRank(0.025, ascending: ascending),
      let upper = Quantile.nearestRank(0.975, ascending: ascending)
    else { return nil }
    return lower...upper
  }
}
