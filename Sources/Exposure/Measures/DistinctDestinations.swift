package import NATModel
package import Retention

/// How many different places on the network the retained log lists for one subscriber.
///
/// Parts `mean`, `median`, `p95` of remote addresses and `hosts-mean`, `hosts-median`, `hosts-p95`
/// of host names, over all subscribers, those without a record included. Where no record holds an
/// address (a host name), the parts are 0 by construction.
package struct DistinctDestinations: Measure {
  /// Distinct destinations by subscriber.
  package struct Inference: Sendable {
    /// Id of the regime.
    package var regime: String
    /// Whether the inputs hold what the regime keeps.
    package var availability: RetainedLog.Availability
    /// Distinct remote addresses, by subscriber.
    package var addresses: [Int]
    /// Distinct host names, by subscriber.
    package var hosts: [Int]
    /// Records in the log.
    package var records: Int
    /// True if a record states a remote address.
    package var statesAddress: Bool
    /// True if a record states a host name.
    package var statesHost: Bool
  }

  /// How intervals are drawn.
  package var bootstrap: ClusterBootstrap

  /// The measure.
  package init(bootstrap: ClusterBootstrap = .standard) { self.bootstrap = bootstrap }

  package var about: MeasureDescription {
    MeasureDescription(
      id: "distinct-destinations", code: "E0", title: "Destinations listed per subscriber",
      theme: .exposure,
      definition: """
        The number of different remote addresses, and of different host names, that the retained \
        log lists for one subscriber over the time it covers.
        """,
      unit: "addresses", denominator: "subscribers",
      misleads: """
        An address is not a site: pages load from many addresses that nobody chose to visit, and \
        many sites share one address. The number grows with the time covered.
        """,
      citation: "RFC 6888 REQ-12 (destinations should not be logged).",
      headline: "mean", needsTruth: false)
  }

  package func infer(
    from log: RetainedLog, knowing knowledge: Knowledge, asked: Asked
  ) -> Inference {
    let zeros = [Int](repeating: 0, count: log.subscribers.count)
    var inference = Inference(
      regime: log.regime, availability: log.availability, addresses: zeros, hosts: zeros,
      records: log.count, statesAddress: false, statesHost: false)
    var addresses = PairSet()
    var hosts = PairSet()
    log.forEachOutline { _, record in
      let index = log.index(of: record.subscriber)
      if record.destination != 0 {
        inference.statesAddress = true
        if let index, addresses.insert(index, Int(record.destination)) {
          inference.addresses[index] += 1
        }
      }
      if record.host != .none {
        inference.statesHost = true
        if let index, hosts.insert(index, Int(record.host.rawValue)) {
          inference.hosts[index] += 1
        }
      }
    }
    return inference
  }

  package func score(_ inference: Inference, truth: Truth?) -> [Figure] {
    figures(
      inference, inference.addresses, prefix: "", unit: "addresses",
      isStated: inference.statesAddress, missing: "no record states a destination")
      + figures(
        inference, inference.hosts, prefix: "hosts-", unit: "host names",
        isStated: inference.statesHost, missing: "no record states a host name")
  }

  private func figures(
    _ inference: Inference, _ counts: [Int], prefix: String, unit: String, isStated: Bool,
    missing: String
  ) -> [Figure] {
    let series = FigureSeries(measure: about.id, regime: inference.regime)
    let parts = ["mean", "median", "p95"].map { prefix + $0 }
    if case .notInThisLog(let reason) = inference.availability {
      return parts.map {
        series.blank($0, .notInThisLog(reason), unit: unit, of: "subscribers")
      }
    }
    if counts.isEmpty {
      return parts.map {
        series.blank($0, .empty, unit: unit, of: "subscribers", note: "no subscriber is known")
      }
    }
    guard isStated else {
      return parts.map {
        series.zero(
          $0, unit: unit, denominator: counts.count, of: "subscribers",
          because: inference.records == 0 ? "the log holds no record" : missing)
      }
    }
    let estimates = ClusteredSample(onePerCluster: counts.map(Double.init)).estimates(
      [.mean, .quantile(Quantile.median), .quantile(Quantile.p95)], bootstrap)
    return zip(parts, estimates).map { series.figure($0, $1, unit: unit, of: "subscribers") }
  }
}
