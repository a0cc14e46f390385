import NATModel
import Testing

@testable import Exposure

@Suite struct BinCountsTests {
  @Test func agreesWithLookingAtEveryBin() {
    let random = CounterRandom(seed: 5)
    for trial in 0..<60 {
      let origin = Int(random.below(7200, at: UInt64(trial))) - 3600
      let coverage = SmallWorld.span(origin, seconds: 1800 + trial * 60)
      var counts = BinCounts(minutes: 5, coverage: coverage, subscribers: 1)
      let spans = (0..<6).map { index -> TimeSpan in
        let key = UInt64(1000 + trial * 100 + index * 2)
        let start = origin - 600 + Int(random.below(4000, at: key))
        return SmallWorld.span(start, seconds: Int(random.below(900, at: key + 1)))
      }.sorted { $0.start < $1.start }
      for span in spans { counts.add(span, subscriber: 0) }
      let length: Int64 = 300 * SmallWorld.second
      var bin = coverage.start.floored(to: length)
      var total = 0
      var active = 0
      while bin < coverage.end {
        total += 1
        let shown = TimeSpan(
          start: max(bin, coverage.start), end: min(bin.advanced(by: length), coverage.end))
        if spans.contains(where: { $0.overlaps(shown) }) { active += 1 }
        bin = bin.advanced(by: length)
      }
      #expect(counts.total == total)
      #expect(counts.active == [active], "trial \(trial)")
    }
  }

  @Test func endlessIntervalsAndCoveragesNeedNoMemory() {
    let ever = TimeSpan(start: .distantPast, end: .distantFuture)
    var counts = BinCounts(minutes: 1, coverage: ever, subscribers: 2)
    counts.add(ever, subscriber: 1)
    #expect(counts.active[0] == 0)
    #expect(counts.active[1] == counts.total)
    #expect(counts.shares == [0, 1])
    var none = BinCounts(minutes: 1, coverage: nil, subscribers: 1)
    none.add(ever, subscriber: 0)
    #expect(none.active == [0])
  }
}
