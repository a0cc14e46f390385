package import NATModel

/// Answers requests from port blocks.
///
/// The rule is that of ``AttributionIndex``: the address must be the same, a port asked for must
/// lie in the block, the protocols must agree where both are stated, and the instants must meet.
/// What a block does not state (inside port, destination) is a wildcard.
package struct BlockIndex: Sendable {
  /// The blocks given to one range of ports, as places in `order`.
  private struct Range: Sendable {
    var outside: IPAddress
    var ports: ClosedRange<UInt16>
    var places: Swift.Range<Int>
  }

  private let blocks: [PortBlock]
  private let completeness: Completeness
  private let ranges: [Range]
  /// The last ports of the ranges.
  private let lastPorts: MaxTree
  private let order: [Int]
  private let ends: MaxTree
  private let slack: Int64

  /// An index over blocks in order of start.
  /// - Complexity: O(n log n).
  package init(_ blocks: [PortBlock], completeness: Completeness) {
    self.blocks = blocks
    self.completeness = completeness
    let sorted = blocks.indices.sorted { left, right in
      let first = blocks[left]
      let second = blocks[right]
      if first.outside != second.outside { return first.outside < second.outside }
      if first.ports.lowerBound != second.ports.lowerBound {
        return first.ports.lowerBound < second.ports.lowerBound
      }
      if first.ports.upperBound != second.ports.upperBound {
        return first.ports.upperBound < second.ports.upperBound
      }
      if first.span.start != second.span.start { return first.span.start < second.span.start }
      return left < right
    }
    var ranges: [Range] = []
    for (place, position) in sorted.enumerated() {
      let block = blocks[position]
      if let last = ranges.last, last.outside == block.outside, last.ports == block.ports {
        ranges[ranges.count - 1].places = last.places.lowerBound..<place + 1
      } else {
        ranges.append(
          Range(outside: block.outside, ports: block.ports, places: place..<place + 1))
      }
    }
    let found = ranges
    self.ranges = found
    order = sorted
    lastPorts = MaxTree(count: found.count) { Int64(found[$0].ports.upperBound) }
    ends = MaxTree(count: sorted.count) { blocks[sorted[$0]].possibleEnd.nanoseconds }
    slack = Int64(
      blocks.lazy.filter { $0.knowledge.contains(.startInferred) }.map(\.resolution).max() ?? 0)
  }

  /// What the blocks say to a request; a destination in it is ignored.
  ///
  /// - Complexity: O(log n) for each range of ports that holds the port asked for.
  package func answer(_ request: Request) -> Answer {
    guard let outside = request.outside else {
      return Answer(
        verdict: .unanswerable,
        reason: "A port block says nothing about destinations, so none can be searched for.")
    }
    var list = CandidateList()
    let blocks = self.blocks
    forEachMatch(request, outside: outside) { list.add(blocks[$0].subscriber, at: $0) }
    let candidates = list.candidates { position in
      Candidate(
        subscriber: blocks[position].subscriber, span: blocks[position].span,
        inside: blocks[position].inside, location: blocks[position].location)
    }
    var answer = completeness.answer(
      candidates: candidates, anonymous: list.anonymous, window: request.window)
    if candidates.count > 1 {
      answer.posterior = list.posterior(TimeDensity(request)) { position in
        TimeSpan(start: blocks[position].possibleStart, end: blocks[position].possibleEnd)
      }
    }
    return answer
  }

  private func forEachMatch(_ request: Request, outside: IPAddress, _ body: (Int) -> Void) {
    let first = partition(0..<ranges.count) { ranges[$0].outside < outside }
    guard let port = request.outsidePort, port != 0 else {
      let last = partition(first..<ranges.count) { ranges[$0].outside == outside }
      for range in first..<last { scan(ranges[range], request, body) }
      return
    }
    let last = partition(first..<ranges.count) {
      ranges[$0].outside == outside && ranges[$0].ports.lowerBound <= port
    }
    lastPorts.forEach(
      in: first..<last, above: Int64(port) - 1, value: { Int64(ranges[$0].ports.upperBound) }
    ) { scan(ranges[$0], request, body) }
  }

  /// Looks at the blocks of one range of ports that may have been held at the window.
  private func scan(_ range: Range, _ request: Request, _ body: (Int) -> Void) {
    let window = request.window
    let end = max(window.end, window.start.advanced(by: 1))
    let latest = end.advanced(by: slack)
    let last = partition(range.places) { blocks[order[$0]].span.start < latest }
    ends.forEach(
      in: range.places.lowerBound..<last, above: window.start.nanoseconds,
      value: { blocks[order[$0]].possibleEnd.nanoseconds }
    ) { place in
      let block = blocks[order[place]]
      let proto = request.proto ?? .unknown
      if block.possibleStart < end,
        proto == .unknown || block.proto == .unknown || block.proto == proto
      {
        body(order[place])
      }
    }
  }

  private func partition(_ range: Swift.Range<Int>, _ isBefore: (Int) -> Bool) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
