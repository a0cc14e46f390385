import Testing

@testable import Retention

@Suite struct EndQueueTests {
  @Test func `records come out by end, then by position`() {
    var queue = EndQueue()
    var state: UInt64 = 42
    var expected: [[Int64]] = []
    for position in 0..<500 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let end = Int64(state >> 40) % 50
      queue.add(EndQueue.Waiting(end: end, position: position))
      expected.append([end, Int64(position)])
    }
    expected.sort { $0.lexicographicallyPrecedes($1) }
    var found: [[Int64]] = []
    while let first = queue.removeFirst() { found.append([first.end, Int64(first.position)]) }
    #expect(found == expected)
    #expect(queue.first == nil)
  }
}
