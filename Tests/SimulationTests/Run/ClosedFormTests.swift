import Correlation
import NATModel
import Simulation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What theory says about independent contacts, found again by correlation in the engine's events.
@Suite struct ClosedFormTests {
  private static let sharers = 100
  private static let second = 1e9
  private static let outside = IPAddress(ipv4: 0xcb00_7101)
  private static let destination = IPAddress(ipv4: 0xc612_0001)

  /// What a NAT logged of contacts of 100 sharers of one address to one destination, Poisson at a rate
  /// per second each, of exponential lengths.
  private func contacts(
    rate: Double, seconds: Double, mean: Double
  ) -> (index: AttributionIndex, starts: [Timestamp]) {
    var settings = NATSettings(outside: [ClosedFormTests.outside.ipv4])
    settings.tcpTransitory = 0
    settings.holdDown = 0
    settings.insideFirst = 0x6440_0000
    settings.insideCount = ClosedFormTests.sharers
    var engine = NATEngine(settings)
    var draws = CounterGenerator(seed: 11, stream: .test)
    var time = 0.0
    var number: UInt16 = 0
    var starts: [Timestamp] = []
    while true {
      time += draws.exponential() / (rate * Double(ClosedFormTests.sharers))
      guard time < seconds else { break }
      number = number &+ 1
      let start = Int64(time * ClosedFormTests.second)
      starts.append(Timestamp(nanoseconds: start))
      _ = engine.open(
        Flow(
          start: start, end: start + Int64(mean * draws.exponential() * ClosedFormTests.second),
          inside: 0x6440_0000 + UInt32(draws.below(ClosedFormTests.sharers)),
          insidePort: number, destination: ClosedFormTests.destination.ipv4,
          destinationPort: 443, proto: .tcp))
    }
    engine.drain()
    var correlator = Correlator()
    _ = correlator.receive(EventBatch(events: engine.events), texts: TextTable())
    for number in 0..<ClosedFormTests.sharers {
      correlator.addStatic(
        inside: IPAddress(ipv4: 0x6440_0000 + UInt32(number)), subscriber: "\(number)")
    }
    let ledger = correlator.finish(texts: TextTable())
    let index = AttributionIndex(
      ledger.sessions, seeing: .all, completeness: .always)
    return (index, starts)
  }

  @Test(arguments: [0.2, 1.0, 2.5])
  func `address and destination: P(unique) is exp(-(N-1) r W)`(expected: Double) {
    let window = 20.0
    let rate = expected / (Double(ClosedFormTests.sharers - 1) * window)
    let (index, starts) = contacts(rate: rate, seconds: 150_000, mean: 0)
    let unique = starts.count { start in
      let answer = index.answer(
        Request(
          time: start, tolerance: Int64(window / 2 * ClosedFormTests.second),
          outside: ClosedFormTests.outside, destination: ClosedFormTests.destination,
          destinationPort: 443))
      return answer.candidates.count == 1
    }
    let share = Double(unique) / Double(starts.count)
    #expect(starts.count > 1000)
    #expect(abs(share - exp(-expected)) < 0.05, "\(share) for \(exp(-expected))")
  }

  @Test func `address alone: the mean candidate set is the mean number of active sharers`() {
    // Each sharer is an M/G/infinity queue: active with probability 1 - exp(-rate x mean).
    let rate = 0.01
    let mean = 30.0
    let (index, _) = contacts(rate: rate, seconds: 20_000, mean: mean)
    let expected = Double(ClosedFormTests.sharers) * (1 - exp(-rate * mean))
    let sizes = stride(from: 1000.0, to: 19_000, by: 90).map { seconds in
      index.answer(
        Request(
          time: Timestamp(nanoseconds: Int64(seconds * ClosedFormTests.second)),
          outside: ClosedFormTests.outside)
      ).candidates.count
    }
    let measured = Double(sizes.reduce(0, +)) / Double(sizes.count)
    #expect(abs(measured / expected - 1) < 0.06, "\(measured) for \(expected)")
  }
}
