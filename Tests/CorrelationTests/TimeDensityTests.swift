import Correlation
import NATModel
import Testing

@Suite struct TimeDensityTests {
  private func request(resolution: Int64, tolerance: Int64, error: ClockError = .uniform) -> Request
  {
    var request = Request(
      time: Timestamp(nanoseconds: 10_000), resolution: resolution, tolerance: tolerance)
    request.error = error
    return request
  }

  private func span(_ start: Int64, _ end: Int64) -> TimeSpan {
    TimeSpan(start: Timestamp(nanoseconds: start), end: Timestamp(nanoseconds: end))
  }

  @Test func `all of the window is certain, half of it is a half`() {
    for error in [ClockError.uniform, .normal(300), .normal(1), .normal(1_000_000)] {
      for (resolution, tolerance) in [(1, 0), (1000, 0), (1, 500), (1000, 500), (0, 700)]
        as [(Int64, Int64)]
      {
        let asked = request(resolution: resolution, tolerance: tolerance, error: error)
        let density = TimeDensity(asked)
        #expect(abs(density.mass(of: asked.window) - 1) < 1e-9)
        #expect(density.mass(of: span(0, 9000)) == 0)
        let width = asked.window.length
        guard width > 1, width % 2 == 0 || resolution > 1 else { continue }
        let middle = asked.window.start.nanoseconds + width / 2
        let left = density.mass(of: span(0, middle))
        #expect(abs(left - 0.5) < 0.002, "\(error) \(resolution) \(tolerance): \(left)")
      }
    }
  }

  @Test func `an even error alone gives shares of length`() {
    let density = TimeDensity(request(resolution: 1, tolerance: 1000))
    #expect(abs(density.mass(of: span(9000, 9500)) - 0.25) < 0.001)
    #expect(abs(density.mass(of: span(10_000, 10_100)) - 0.05) < 0.001)
  }

  @Test func `the density agrees with drawing at random`() {
    var random = SeededGenerator(seed: 4)
    let density = TimeDensity(request(resolution: 800, tolerance: 500))
    var inside = 0
    let draws = 40_000
    for _ in 0..<draws {
      let instant = 10_000 + random.below(800) + random.below(1001) - 500
      if (9800..<10_300).contains(instant) { inside += 1 }
    }
    let mass = density.mass(of: span(9800, 10_300))
    #expect(abs(mass - Double(inside) / Double(draws)) < 0.01)
  }

  @Test func `intervals that overlap count once`() {
    let density = TimeDensity(request(resolution: 1, tolerance: 1000))
    let union = density.mass(ofUnion: [span(9500, 10_500), span(9000, 10_000), span(9600, 9700)])
    #expect(abs(union - density.mass(of: span(9000, 10_500))) < 1e-12)
    #expect(density.mass(ofUnion: []) == 0)
  }

  @Test func `candidates are weighed by the time they held the port`() {
    func held(_ id: UInt32, _ start: Int64, _ end: Int64) -> Session {
      Session(
        span: span(start, end), subscriber: SubscriberID(rawValue: id),
        outside: SmallWorld.shared[0], outsidePort: 7, proto: .tcp,
        location: SourceLocation(file: 0, record: UInt64(start)))
    }
    let store = SessionStore([held(0, 0, 9500), held(1, 9500, 10_750), held(2, 10_750, 90_000)])
    var asked = request(resolution: 1, tolerance: 1000)
    asked.outside = SmallWorld.shared[0]
    asked.outsidePort = 7
    let answer = AttributionIndex(store, seeing: .bindings, completeness: .always).answer(asked)
    #expect(answer.verdict == .ambiguous)
    #expect(answer.posterior.count == 3)
    for (share, expected) in zip(answer.posterior, [0.25, 0.625, 0.125]) {
      #expect(abs(share - expected) < 0.002)
    }
    #expect(abs(answer.posterior.reduce(0, +) - 1) < 1e-12)
  }
}
