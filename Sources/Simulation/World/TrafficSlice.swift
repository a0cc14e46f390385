/// What a range of subscribers did in one interval.
package struct TrafficSlice: Sendable {
  /// Connections by IPv4 in the order of ``Connection/precedes(_:_:)`` once sorted.
  package var connections: [Connection] = []
  /// Visits that began, in order of time and subscriber once sorted.
  package var visits: [Visit] = []
  /// What was counted.
  package var counts = TrafficCounts()

  /// An interval in which nothing happened.
  package init() {}

  /// Puts connections and visits in order.
  ///
  /// Counts into as many time buckets as there are connections, then moves each the little way that
  /// is left.
  /// - Complexity: O(n) for times that are spread over the interval.
  mutating func sort(within span: Range<Int64>) {
    visits.sort {
      ($0.time, $0.subscriber, $0.visit) < ($1.time, $1.subscriber, $1.visit)
    }
    guard connections.count > 1 else { return }
    var shift: Int64 = 0
    while (span.upperBound - span.lowerBound) >> shift > Int64(connections.count) { shift += 1 }
    let buckets = Int((span.upperBound - span.lowerBound) >> shift) + 2
    var ends = [UInt32](repeating: 0, count: buckets)
    for connection in connections {
      ends[Int((connection.start - span.lowerBound) >> shift) + 1] += 1
    }
    for index in 1..<buckets { ends[index] += ends[index - 1] }
    var sorted = connections
    for connection in connections {
      let bucket = Int((connection.start - span.lowerBound) >> shift)
      sorted[Int(ends[bucket])] = connection
      ends[bucket] += 1
    }
    for index in 1..<sorted.count where Connection.precedes(sorted[index], sorted[index - 1]) {
      let moved = sorted[index]
      var place = index
      while place > 0, Connection.precedes(moved, sorted[place - 1]) {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = moved
    }
    connections = sorted
  }
}
