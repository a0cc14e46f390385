package import NATModel

/// How far the clocks of servers and of exporters are apart, from connections that both recorded.
///
/// A request with a port, read from a server's log, and the session of the same outside endpoint,
/// protocol and destination are two records of one connection; the difference of their times is the
/// difference of the clocks, and the delay of the log. Ports are used again, so that most pairs are
/// of different connections: their differences lie anywhere, those of the right ones together. The
/// offset is where the most requests agree.
package struct ClockComparison: Sendable {
  /// What was found for one clock.
  package struct Finding: Hashable, Sendable {
    /// The server's address, or `nil` for requests that state none, and for an exporter.
    package var server: IPAddress?
    /// The exporter whose clock is meant, or ``TextID/none`` for that of a server.
    package var exporter = TextID.none
    /// The clock less the NAT's, in nanoseconds: positive if it is ahead.
    ///
    /// The NAT's clock is that of the exporter with most requests, where there are several.
    package var offset: Int64
    /// Middle half of the differences that agree, in nanoseconds.
    package var spread: Int64
    /// Requests that agree with the offset, and those that had any session to be compared with.
    package var agreeing: Int
    package var compared: Int

    /// True if the offset can be relied upon: at least ten requests, and nine in ten of them, agree.
    package var isPlain: Bool { agreeing >= 10 && agreeing * 10 >= compared * 9 }
  }

  /// The two clocks of a difference.
  private struct Pair: Hashable {
    var server: IPAddress?
    var exporter: TextID
  }

  /// The farthest that two clocks are looked at: half a day and a little, so that a wrong half of the
  /// day or zone is found.
  package static let limit: Int64 = 13 * 3600 * 1_000_000_000
  /// Differences within this are one: 500 ms.
  private static let bin: Int64 = 500_000_000
  /// A request with more sessions than this to compare with says too little.
  private static let mostSessions = 256

  /// Compares the requests that state a port; findings in order of server, then of exporter.
  ///
  /// Where several exporters wrote the sessions, their clocks are compared with each other by the
  /// servers that both saw, and those of the servers are then corrected for them.
  /// - Complexity: O(log n + k) for each request in the number k of sessions within the limit.
  package static func findings(_ requests: [Request], in sessions: SessionStore) -> [Finding] {
    let pairs = differences(requests, sessions)
    let exporters = exporterFindings(pairs)
    let ahead = Dictionary(
      uniqueKeysWithValues: exporters.filter(\.isPlain).map { ($0.exporter, $0.offset) })
    var servers: [IPAddress?: [[Int64]]] = [:]
    for (pair, differences) in pairs {
      let offset = ahead[pair.exporter] ?? 0
      servers[pair.server, default: []] += differences.map { $0.map { $0 &+ offset } }
    }
    return servers.map { finding(server: $0.key, $0.value) }
      .sorted { ($0.server ?? .unspecified) < ($1.server ?? .unspecified) } + exporters
  }

  /// Request less session, for each request with the sessions of each exporter.
  private static func differences(
    _ requests: [Request], _ sessions: SessionStore
  ) -> [Pair: [[Int64]]] {
    let index = AttributionIndex(sessions, seeing: .all, completeness: .always)
    let isOne = sessions.hasOneExporter
    var pairs: [Pair: [[Int64]]] = [:]
    for request in requests where request.outside != nil && request.outsidePort != nil {
      var wide = request
      wide.tolerance = limit
      var differences: [TextID: [Int64]] = [:]
      var count = 0
      index.forEachMatch(wide) { row in
        count += 1
        guard count <= mostSessions else { return }
        let exporter = isOne ? .none : sessions.exporter(at: row)
        differences[exporter, default: []].append(
          request.time.since(sessions.span(at: row).start))
      }
      guard count <= mostSessions else { continue }
      for (exporter, differences) in differences {
        pairs[Pair(server: request.destination, exporter: exporter), default: []]
          .append(differences)
      }
    }
    return pairs
  }

  /// How far each exporter's clock is ahead of that of the one with most requests.
  ///
  /// The middle one of what the servers say that both saw. None where there is only one exporter.
  private static func exporterFindings(_ pairs: [Pair: [[Int64]]]) -> [Finding] {
    var requests: [TextID: Int] = [:]
    for (pair, differences) in pairs { requests[pair.exporter, default: 0] += differences.count }
    let order = requests.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    guard let reference = order.first, order.count > 1 else { return [] }
    var plain: [Pair: Finding] = [:]
    for (pair, differences) in pairs {
      let finding = finding(server: pair.server, differences)
      if finding.isPlain { plain[pair] = finding }
    }
    return order.dropFirst().sorted().compactMap { exporter in
      let both = plain.compactMap { pair, finding -> (Int64, Finding)? in
        guard pair.exporter == exporter,
          let other = plain[Pair(server: pair.server, exporter: reference)]
        else { return nil }
        return (other.offset - finding.offset, finding)
      }.sorted { $0.0 < $1.0 }
      guard !both.isEmpty else { return nil }
      return Finding(
        server: nil, exporter: exporter, offset: both[both.count / 2].0,
        spread: both.map(\.1.spread).max() ?? 0,
        agreeing: both.reduce(0) { $0 + $1.1.agreeing },
        compared: both.reduce(0) { $0 + $1.1.compared })
    }
  }

  /// The offset with which most requests agree.
  private static func finding(server: IPAddress?, _ differences: [[Int64]]) -> Finding {
    var votes: [Int64: Int] = [:]
    for request in differences {
      // Each request votes once for a difference, and for its neighbours: a peak may lie on an edge.
      var bins: Set<Int64> = []
      for difference in request {
        let bin = Timestamp(nanoseconds: difference).floored(to: Self.bin).nanoseconds / Self.bin
        bins.formUnion([bin - 1, bin, bin + 1])
      }
      for bin in bins { votes[bin, default: 0] += 1 }
    }
    let best = votes.max { left, right in
      left.value == right.value
        ? (abs(left.key), left.key) > (abs(right.key), right.key) : left.value < right.value
    }
    let middle = (best?.key ?? 0) * Self.bin + Self.bin / 2
    let agreeing = differences.compactMap { request in
      request.filter { abs($0 - middle) <= Self.bin * 3 / 2 }
        .min { abs($0 - middle) < abs($1 - middle) }
    }.sorted()
    let count = agreeing.count
    return Finding(
      server: server, offset: count == 0 ? 0 : agreeing[count / 2],
      spread: count == 0 ? 0 : agreeing[count * 3 / 4] - agreeing[count / 4], agreeing: count,
      compared: differences.count)
  }
}
