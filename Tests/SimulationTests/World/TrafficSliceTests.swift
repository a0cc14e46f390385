import NATModel
import Testing

@testable import Simulation

@Suite struct TrafficSliceTests {
  @Test func `bucket sorting gives what sorting gives`() {
    var draws = CounterGenerator(seed: 4, stream: .test)
    for count in [0, 1, 2, 50, 3000] {
      var slice = TrafficSlice()
      for _ in 0..<count {
        slice.connections.append(
          Connection(
            start: 1000 + Int64(draws.below(draws.chance(0.5) ? 90_000 : 20)),
            duration: UInt32(draws.below(3)), subscriber: UInt32(draws.below(3)),
            destination: UInt32(draws.below(3)), host: 1, site: 1, visit: 1,
            insidePort: UInt16(draws.below(3)), destinationPort: 443, proto: .tcp, device: 0,
            traits: []))
      }
      let expected = slice.connections.sorted(by: Connection.precedes)
      slice.sort(within: 1000..<91_000)
      #expect(slice.connections == expected)
    }
  }
}
