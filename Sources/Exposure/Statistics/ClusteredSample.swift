/// Numbers observed in clusters (subscribers): their mean and quantiles with intervals.
///
/// Intervals come from the cluster bootstrap. One cluster gives none; below
/// ``ClusterBootstrap/few`` clusters the method says that the interval may be too narrow.
package struct ClusteredSample: Sendable {
  /// What to compute.
  package enum Statistic: Hashable, Sendable {
    /// The sum over the number of observations.
    case mean
    /// The nearest-rank quantile (see ``Quantile``).
    case quantile(Double)
  }

  private var values: [Double] = []
  private var clusters: [Int] = []

  /// Nothing observed yet.
  package init() {}

  /// One observation for each cluster.
  package init(onePerCluster values: [Double]) {
    self.values = values
    clusters = Array(values.indices)
  }

  /// Adds an observation of a cluster.
  package mutating func add(_ value: Double, cluster: Int) {
    values.append(value)
    clusters.append(cluster)
  }

  /// The statistics with their intervals; empty if nothing was observed.
  /// - Complexity: O(n log n + draws × n).
  package func estimates(_ statistics: [Statistic], _ bootstrap: ClusterBootstrap) -> [Estimate] {
    guard !values.isEmpty else { return [] }
    // Clusters are numbered anew, so that those without an observation are never drawn.
    let present = Set(clusters).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(present, 0...))
    let order = values.indices.sorted {
      values[$0] == values[$1] ? clusters[$0] < clusters[$1] : values[$0] < values[$1]
    }
    let ascending = order.map { values[$0] }
    let owners = order.map { numbers[clusters[$0]] ?? 0 }
    let whole = [UInt32](repeating: 1, count: present.count)
    let observed = ClusteredSample.evaluate(statistics, ascending, owners, whole.span)
    var drawn: [[Double]] = []
    if present.count > 1 {
      drawn = bootstrap.distributions(clusters: present.count, statistics: statistics.count) {
        multiplicities, found in
        found = ClusteredSample.evaluate(statistics, ascending, owners, multiplicities)
      }
    }
    var method = bootstrap.method(over: present.count)
    if present.count < ClusterBootstrap.few {
      method += "; only \(present.count) subscribers, may be too narrow"
    }
    return statistics.indices.map { index in
      Estimate(
        value: observed[index],
        interval: drawn.isEmpty ? nil : ClusterBootstrap.percentileInterval(drawn[index]),
        method: drawn.isEmpty ? "none: one subscriber" : method, clusters: present.count,
        numerator: nil, denominator: values.count)
    }
  }

  /// The statistics when each cluster counts as often as it was drawn.
  private static func evaluate(
    _ statistics: [Statistic], _ ascending: [Double], _ owners: [Int],
    _ multiplicities: Span<UInt32>
  ) -> [Double] {
    var count = 0
    var sum = 0.0
    for index in ascending.indices {
      let times = Int(multiplicities[owners[index]])
      count += times
      sum += Double(times) * ascending[index]
    }
    return statistics.map { statistic in
      guard count > 0 else { return .nan }
      guard case .quantile(let share) = statistic else { return sum / Double(count) }
      let rank = Quantile.rank(share, of: count)
      var passed = 0
      for index in ascending.indices {
        passed += Int(multiplicities[owners[index]])
        if passed >= rank { return ascending[index] }
      }
      return .nan
    }
  }
}
