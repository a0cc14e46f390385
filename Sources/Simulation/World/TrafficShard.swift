/// Makes the traffic of a range of subscribers, slice by slice, in order of time.
///
/// Keeps what stays the same about households, and the page views planned for the present window, a
/// few slices.
package struct TrafficShard: Sendable {
  private let model: TrafficModel
  private let subscribers: Range<Int>
  private let windowLength: Int64
  private var background: BackgroundSources
  private var window: Range<Int64>
  private var pages: [DayPlan.Page] = []
  /// Where each subscriber's pages begin; one more than there are subscribers.
  private var starts: [Int] = [0]

  /// A shard of some subscribers.
  package init(_ model: TrafficModel, subscribers: Range<Int>) {
    self.model = model
    self.subscribers = subscribers
    background = BackgroundSources(model, subscribers: subscribers)
    window = model.start..<model.start
    // About 15 page views an hour and household: plan as far ahead as stays near 64 MB.
    let hours = max(1, min(24, 150_000 / max(1, subscribers.count)))
    windowLength = Int64(hours) * 3_600_000_000_000
  }

  /// Everything that begins within an interval, sorted.
  /// - Parameters:
  ///   - span: Whole cells within one day of the world.
  ///   - addresses: The hosts' addresses on that day.
  /// - Returns: Connections, visits and counts of the subscribers.
  /// - Precondition: spans are asked for in order of time.
  package mutating func slice(_ span: Range<Int64>, _ addresses: HostAddresses) -> TrafficSlice {
    if span.upperBound > window.upperBound || span.lowerBound < window.lowerBound {
      plan(from: span)
    }
    var slice = TrafficSlice()
    background.begin(day: model.day(of: span.lowerBound))
    for (index, subscriber) in subscribers.enumerated() {
      let household = background.households[index]
      for page in pages[starts[index]..<starts[index + 1]]
      where page.time < span.upperBound
        && page.time + TrafficModel.pageSpan >= span.lowerBound
      {
        if page.page == 0, span.contains(page.time) { add(page, subscriber, to: &slice) }
        model.connections(
          of: page, subscriber, household, within: span, addresses, into: &slice)
      }
      background.connections(at: index, within: span, addresses, into: &slice)
    }
    slice.sort(within: span)
    return slice
  }

  private func add(_ page: DayPlan.Page, _ subscriber: Int, to slice: inout TrafficSlice) {
    slice.visits.append(
      Visit(
        time: page.time, subscriber: UInt32(subscriber), site: page.site, visit: page.visit))
    slice.counts.visits += 1
    if page.site < TrafficCounts.head { slice.counts.headVisits += 1 }
    if model.sites.category(of: Int(page.site)) != nil { slice.counts.sensitiveVisits += 1 }
  }

  private mutating func plan(from span: Range<Int64>) {
    window = span.lowerBound..<max(span.upperBound, span.lowerBound + windowLength)
    let wanted = window.lowerBound - TrafficModel.pageSpan..<window.upperBound
    pages.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    starts.append(0)
    let first = max(0, model.day(of: window.lowerBound) - 1)
    let last = model.day(of: window.upperBound - 1)
    for subscriber in subscribers {
      for day in first...last { model.plan(subscriber, day: day, within: wanted, into: &pages) }
      starts.append(pages.count)
    }
  }
}
