import Testing

@testable import Simulation

@Suite struct HoldDownQueueTests {
  @Test func `entries come out in order, each when its time has come`() {
    var queue = HoldDownQueue()
    var taken: [UInt64] = []
    for number in 0..<3000 as Range<UInt64> {
      queue.append(time: Int64(number), what: number)
      while let entry = queue.popFirst(by: Int64(number) / 2) { taken.append(entry.what) }
    }
    #expect(taken == Array(0...1499))
    #expect(queue.firstTime == 1500 && queue.count == 1500)
    while let entry = queue.popFirst(by: .max) { taken.append(entry.what) }
    #expect(taken == Array(0..<3000) && queue.firstTime == nil)
  }
}
