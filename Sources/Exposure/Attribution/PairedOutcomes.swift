package import NATModel

/// The same requests answered by several logs, and which answers were right: differences between
/// regimes with the pairing kept.
package struct PairedOutcomes: Sendable {
  /// Requests with known truth, by subscriber.
  package let requests: [Int]
  /// For each log: requests answered with the right subscriber alone, by subscriber.
  package let right: [[Int]]

  /// The outcomes of one type of request; `nil` unless every log has answers to the same requests
  /// of which truth knows at least one.
  package init?(_ answered: [AnsweredRequests], _ kind: RequestKind, truth: Truth) {
    var numbers: [String: Int] = [:]
    var requests: [Int] = []
    guard let first = answered.first?.entries(kind), !first.isEmpty else { return nil }
    var clusters: [Int?] = []
    for entry in first {
      guard let name = truth.requester(of: entry.label) else {
        clusters.append(nil)
        continue
      }
      let number = numbers[name] ?? requests.count
      if number == requests.count {
        numbers[name] = number
        requests.append(0)
      }
      requests[number] += 1
      clusters.append(number)
    }
    guard !requests.isEmpty else { return nil }
    var right: [[Int]] = []
    for log in answered {
      let entries = log.entries(kind)
      guard entries.count == first.count else { return nil }
      var counts = [Int](repeating: 0, count: requests.count)
      for (entry, cluster) in zip(entries, clusters) {
        guard let cluster, entry.verdict == .unique, let candidate = entry.candidates.first,
          log.identities[candidate] == truth.requester(of: entry.label)
        else { continue }
        counts[cluster] += 1
      }
      right.append(counts)
    }
    self.requests = requests
    self.right = right
  }

  /// Outcomes from counts.
  /// - Precondition: every array of `right` is as long as `requests`.
  init(requests: [Int], right: [[Int]]) {
    self.requests = requests
    self.right = right
  }

  /// Share of requests that a log answered rightly.
  package func share(_ log: Int) -> Double {
    Double(right[log].reduce(0, +)) / Double(requests.reduce(0, +))
  }

  /// A statistic of the shares of all logs over the subscribers as they are and drawn again.
  ///
  /// `statistic` is given the shares, one for each log; a `nan` does not count.
  package func estimate(
    _ bootstrap: ClusterBootstrap, _ statistic: ([Double]) -> Double
  ) -> Estimate {
    let total = Double(requests.reduce(0, +))
    let value = statistic(right.map { Double($0.reduce(0, +)) / total })
    let method: String
    var interval: ClosedRange<Double>?
    if requests.count > 1 {
      let drawn = bootstrap.distributions(clusters: requests.count, statistics: 1) {
        multiplicities, values in
        var below = 0
        var above = [Int](repeating: 0, count: right.count)
        for cluster in requests.indices {
          let times = Int(multiplicities[cluster])
          below += times * requests[cluster]
          for log in right.indices { above[log] += times * right[log][cluster] }
        }
        values[0] = statistic(above.map { Double($0) / Double(below) })
      }
      interval = ClusterBootstrap.percentileInterval(drawn[0]).map {
        min($0.lowerBound, value)...max($0.upperBound, value)
      }
      method = "paired " + bootstrap.method(over: requests.count)
    } else {
      method = "none: one subscriber"
    }
    return Estimate(
      value: value, interval: interval, method: method, clusters: requests.count, numerator: nil,
      denominator: Int(total))
  }
}
