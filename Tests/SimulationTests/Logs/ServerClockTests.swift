import Simulation
import Testing

@Suite struct ServerClockTests {
  @Test(arguments: ServerClock.allCases)
  func `offsets fall into the classes of the mixture`(clock: ServerClock) {
    let count = 20_000
    let offsets = (0..<count).map { abs(clock.offset(ofSite: $0, seed: 7)) }
    #expect(abs(clock.weights.reduce(0, +) - 1) < 1e-12)
    let hour: Int64 = 3_600_000_000_000
    let exact = offsets.count { $0 > 0 && $0 % hour == 0 }
    let near = offsets.count { $0 <= 10_000_000_000 }
    let minutes = offsets.count { $0 > 10_000_000_000 && $0 <= 120_000_000_000 }
    for (seen, weight) in [(near, 0), (minutes, 1), (exact, 3)] {
      let expected = clock.weights[weight]
      let spread = 4 * (expected * (1 - expected) / Double(count)).squareRoot() + 1e-9
      #expect(abs(Double(seen) / Double(count) - expected) <= spread)
    }
    #expect((offsets.max() ?? 0) <= 12 * hour)
    // Below 10 s: half within 5 s if even, two thirds within 1 s if even in the logarithm from 10 ms.
    let within = offsets.count { $0 <= (clock == .modern ? 1_000_000_000 : 5_000_000_000) }
    let share = clock == .perfect ? 1 : clock == .modern ? 2.0 / 3 : 0.5
    #expect(abs(Double(within) / Double(near) - share) < 0.02)
  }
}
