package import NATModel

/// How far the clocks of servers are from the NAT's, from connections that both recorded.
///
/// A request with a port, read from a server's log, and the session of the same outside endpoint,
/// protocol and destination are two records of one connection; the difference of their times is the
/// difference of the clocks, and the delay of the log. Ports are used again, so that most pairs are
/// of different connections: their differences lie anywhere, those of the right ones together. The
/// offset is where the most requests agree.
package struct ClockComparison: Sendable {
  /// What was found for one server.
  package struct Finding: Hashable, Sendable {
    /// The server's address, or `nil` for requests that state none.
    package var server: IPAddress?
    /// Server's clock less the NAT's, in nanoseconds: positive if the server is ahead.
    package var offset: Int64
    /// Middle half of the differences that agree, in nanoseconds.
    package var spread: Int64
    /// Requests that agree with the offset, and those that had any session to be compared with.
    package var agreeing: Int
    package var compared: Int

    /// True if the offset can be relied upon: at least ten requests, and nine in ten of them, agree.
    package var isPlain: Bool { agreeing >= 10 && agreeing * 10 >= compared * 9 }
  }

  /// The farthest that two clocks are looked at: half a day and a little, so that a wrong half of the
  /// day or zone is found.
  package static let limit: Int64 = 13 * 3600 * 1_000_000_000
  /// Differences within this are one: 500 ms.
  private static let bin: Int64 = 500_000_000
  /// A request with more sessions than this to compare with says too little.
  private static let mostSessions = 256

  /// Compares the requests that state a port; findings in order of server.
  ///
  /// - Complexity: O(log n + k) for each request in the number k of sessions within the limit.
  package static func findings(_ requests: [Request], in sessions: SessionStore) -> [Finding] {
    let index = AttributionIndex(sessions, seeing: .all, completeness: .always)
    var servers: [IPAddress?: [[Int64]]] = [:]
    for request in requests where request.outside != nil && request.outsidePort != nil {
      var wide = request
      wide.tolerance = limit
      var differences: [Int64] = []
      index.forEachMatch(wide) { row in
        guard differences.count <= mostSessions else { return }
        let span = sessions.span(at: row)
        differences.append(request.time.since(span.start))
      }
      guard !differences.isEmpty, differences.count <= mostSessions else { continue }
      servers[request.destination, default: []].append(differences)
    }
    return servers.map { finding(server: $0.key, $0.value) }
      .sorted { ($0.server ?? .unspecified) < ($1.server ?? .unspecified) }
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
