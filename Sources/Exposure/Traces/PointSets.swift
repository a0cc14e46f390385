import Correlation

/// Distinct points (time bucket, item) of every subscriber, and who has each point.
///
/// What unicity is computed over (de Montjoye et al., Scientific Reports 2013): a point says that
/// something was recorded in a bucket of time, towards an item where the log names one.
package struct PointSets: Sendable {
  /// Points of each subscriber, ascending, each once; by place in the traces.
  package let sets: [[UInt64]]
  /// Every point that occurs, ascending.
  private let points: [UInt64]
  /// Where each point's holders begin; one more than there are points.
  private let starts: [Int]
  /// Places of the holders of each point, ascending.
  private let holders: [UInt32]

  /// The points of traces in buckets of some minutes.
  ///
  /// A record that lasts is one point, in the bucket of its start. O(n log n).
  /// - Precondition: `minutes > 0`.
  package init(_ traces: SubscriberTraces, minutes: Int) {
    let length = Int64(minutes) * 60_000_000_000
    var sets: [[UInt64]] = []
    sets.reserveCapacity(traces.subscribers.count)
    for place in traces.subscribers.indices {
      var set = traces.points(at: place).map { point in
        let bucket = UInt32(truncatingIfNeeded: point.start / length)
        return UInt64(bucket) << 32 | UInt64(point.item)
      }
      set.sort()
      var kept = 0
      for index in set.indices where index == 0 || set[index] != set[index - 1] {
        set[kept] = set[index]
        kept += 1
      }
      set.removeSubrange(kept...)
      sets.append(set)
    }
    self.sets = sets
    // Holders in order of place within each point: the sort keeps the order in which they are added.
    var all: [UInt64] = []
    var places: [UInt32] = []
    all.reserveCapacity(sets.reduce(0) { $0 + $1.count })
    places.reserveCapacity(all.capacity)
    for (place, set) in sets.enumerated() {
      all.append(contentsOf: set)
      places.append(contentsOf: repeatElement(UInt32(place), count: set.count))
    }
    var order = Array(0..<UInt32(all.count))
    let least = all.min() ?? 0
    RadixSort.sort(&order, bits: UInt64.bitWidth) { all[Int($0)] - least }
    var points: [UInt64] = []
    var starts: [Int] = []
    for (index, entry) in order.enumerated() where points.last != all[Int(entry)] {
      points.append(all[Int(entry)])
      starts.append(index)
    }
    starts.append(order.count)
    self.points = points
    self.starts = starts
    holders = order.map { places[Int($0)] }
  }

  /// Who has a point, ascending.
  package func holders(of point: UInt64) -> ArraySlice<UInt32> {
    guard let index = Sorted.index(of: point, in: points) else { return [] }
    return holders[starts[index]..<starts[index + 1]]
  }

  /// True if nobody but `place`, among those for whom `counts` is true, has all the points.
  package func isUnique(
    _ wanted: [UInt64], holder place: Int, among counts: (Int) -> Bool = { _ in true }
  ) -> Bool {
    guard let rarest = wanted.min(by: { holders(of: $0).count < holders(of: $1).count }) else {
      return false
    }
    for other in holders(of: rarest) where Int(other) != place && counts(Int(other)) {
      let set = sets[Int(other)]
      if wanted.allSatisfy({ Sorted.index(of: $0, in: set) != nil }) { return false }
    }
    return true
  }
}

/// Binary search.
private enum Sorted {
  static func index(of value: UInt64, in ascending: [UInt64]) -> Int? {
    var low = 0
    var high = ascending.count
    while low < high {
      let middle = (low + high) / 2
      if ascending[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < ascending.count && ascending[low] == value ? low : nil
  }
}
