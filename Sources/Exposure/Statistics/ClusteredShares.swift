/// Several shares of one denominator, counted by cluster (subscriber).
///
/// Interval of a share, in this order:
/// - exactly 0 or 1: every draw of a bootstrap would repeat it, so the rule of three over the number
///   of clusters;
/// - fewer than ``ClusterBootstrap/few`` clusters, or draws that do not differ: Wilson over the
///   number of clusters, as if each were one trial, which errs to the wide side;
/// - else the cluster bootstrap.
///
/// Clusters without a share in the denominator do not count.
package struct ClusteredShares: Sendable {
  private var denominators: [Int]
  /// By part, then by cluster.
  private var numerators: [[Int]]

  /// Nothing counted yet.
  package init(parts: Int, clusters: Int) {
    denominators = [Int](repeating: 0, count: clusters)
    numerators = [[Int]](repeating: denominators, count: parts)
  }

  /// Adds observations of a cluster to the denominator.
  package mutating func observe(cluster: Int, count: Int = 1) { denominators[cluster] += count }

  /// Adds observations of a cluster to the numerator of a part.
  package mutating func count(_ part: Int, cluster: Int, count: Int = 1) {
    numerators[part][cluster] += count
  }

  /// The share of every part with its interval; empty if nothing was observed.
  package func estimates(_ bootstrap: ClusterBootstrap) -> [Estimate] {
    let present = denominators.indices.filter { denominators[$0] > 0 }
    let below = present.map { denominators[$0] }
    let above = numerators.map { part in present.map { part[$0] } }
    let total = below.reduce(0, +)
    guard total > 0 else { return [] }
    let sums = above.map { $0.reduce(0, +) }
    let varied = sums.indices.filter { sums[$0] > 0 && sums[$0] < total }
    var drawn: [Int: [Double]] = [:]
    if present.count >= ClusterBootstrap.few, !varied.isEmpty {
      let found = bootstrap.distributions(clusters: present.count, statistics: varied.count) {
        multiplicities, values in
        var denominator = 0
        for cluster in below.indices {
          denominator += Int(multiplicities[cluster]) * below[cluster]
        }
        for (index, part) in varied.enumerated() {
          var numerator = 0
          for cluster in below.indices {
            numerator += Int(multiplicities[cluster]) * above[part][cluster]
          }
          values[index] = Double(numerator) / Double(denominator)
        }
      }
      for (index, part) in varied.enumerated() { drawn[part] = found[index] }
    }
    return sums.indices.map { part in
      let (interval, method) = interval(
        sum: sums[part], of: total, clusters: present.count, drawn: drawn[part], bootstrap)
      return Estimate(
        value: Double(sums[part]) / Double(total), interval: interval, method: method,
        clusters: present.count, numerator: sums[part], denominator: total)
    }
  }

  private func interval(
    sum: Int, of total: Int, clusters: Int, drawn: [Double]?, _ bootstrap: ClusterBootstrap
  ) -> (ClosedRange<Double>?, String) {
    let over = clusters == 1 ? "over 1 subscriber" : "over \(clusters) subscribers"
    if sum == 0 { return (RuleOfThree.noneSeen(in: clusters), "rule of three \(over)") }
    if sum == total { return (RuleOfThree.allSeen(in: clusters), "rule of three \(over)") }
    if let drawn, let interval = ClusterBootstrap.percentileInterval(drawn),
      interval.lowerBound < interval.upperBound
    {
      return (interval, bootstrap.method(over: clusters))
    }
    let share = Double(sum) / Double(total)
    return (WilsonInterval.interval(share: share, trials: clusters), "Wilson \(over)")
  }
}
