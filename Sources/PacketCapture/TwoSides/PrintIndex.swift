import NATModel

/// Packets outside the NAT by what the NAT left as it was: a sorted list, searched by halving.
struct PrintIndex {
  private struct Entry: BitwiseCopyable {
    var key: UInt64
    var time: Int64
    /// Position of the trace, doubled; the lowest bit tells which end is taken for the NAT.
    var place: UInt32
  }

  private let entries: [Entry]

  /// An index over the prints of a scan.
  ///
  /// Which end of a flow is the NAT is not known before, so each print stands under both.
  init(_ scan: SideScan) {
    var entries: [Entry] = []
    for position in scan.traces.indices where scan.traces[position].isTranslatable {
      let trace = scan.traces[position]
      let isTCP = trace.key.proto == .tcp
      for side in [FlowKey.Side.low, .high] {
        let destination = RemoteEndpoint(trace, side.other).hash
        for print in scan.prints(of: position) {
          for key in print.keys(isTCP: isTCP, isForward: print.sender == side) {
            entries.append(
              Entry(
                key: destination ^ key, time: print.time,
                place: UInt32(truncatingIfNeeded: position * 2 + (side == .low ? 0 : 1))))
          }
        }
      }
    }
    entries.sort { ($0.key, $0.time, $0.place) < ($1.key, $1.time, $1.place) }
    self.entries = entries
  }

  /// Visits what stands under a key, within a distance of an instant if one is given.
  func visit(
    _ key: UInt64, near instant: Int64?, within window: Int64,
    _ body: (SideMatcher.Candidate) -> Void
  ) {
    let earliest = instant.map { $0 &- window } ?? .min
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if (entries[middle].key, entries[middle].time) < (key, earliest) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    // A key that very many packets share says nothing.
    var left = SideMatcher.maximumCandidates * 4
    while low < entries.count, entries[low].key == key, left > 0 {
      if let instant, entries[low].time > instant &+ window { return }
      body(
        SideMatcher.Candidate(
          trace: Int(entries[low].place / 2), nat: entries[low].place & 1 == 0 ? .low : .high))
      low += 1
      left -= 1
    }
  }
}
