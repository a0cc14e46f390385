import Testing

@testable import Simulation

@Suite struct PortMapsTests {
  @Test func `the first free port is that of a plain search`() {
    var maps = PortMaps(count: 2)
    var taken: Set<UInt16> = []
    var draws = CounterGenerator(seed: 2, stream: .test)
    let range: ClosedRange<UInt16> = 1000...1130
    for _ in 0..<3000 {
      let start = 1000 + UInt16(draws.below(131))
      let order = Array(start...1130) + Array(1000..<start)
      let expected = order.first { !taken.contains($0) }
      #expect(maps.firstFree(in: 1, range: range, from: start) == expected)
      if let expected, draws.chance(0.6) {
        maps.take(expected, in: 1)
        taken.insert(expected)
      } else if let port = taken.min() {
        maps.free(port, in: 1)
        taken.remove(port)
      }
      #expect(maps.taken(in: 1) == taken.count)
    }
    #expect(maps.taken(in: 0) == 0 && !maps.isTaken(1000, in: 0))
    for port in range where !taken.contains(port) { maps.take(port, in: 1) }
    #expect(maps.firstFree(in: 1, range: range, from: 1050) == nil)
    #expect(maps.firstFree(in: 1, range: 65_535...65_535, from: 65_535) == 65_535)
  }
}
