import Testing

@testable import Exposure

@Suite struct StartListsTests {
  @Test func `every start comes back, in order`() {
    let starts: [[Int64]] = [
      [], [0], [.min, .max, 0, -1, 1],
      (0..<500).map { 1_700_000_000_000_000_000 + Int64($0) * 17_000_000 },
      (0..<500).map { 1_700_000_000_000_000_000 + Int64($0 * $0) * 12_345 },
      [5, 5, 4, 5_000_000, 32, 31, 63, 64, -1_000_000],
    ]
    var lists = StartLists(count: starts.count)
    for (place, own) in starts.enumerated() {
      for start in own { lists.append(start, at: place) }
    }
    for (place, own) in starts.enumerated() {
      #expect(lists.starts(at: place) == own.sorted())
      #expect(lists.counts[place] == own.count)
    }
  }
}
