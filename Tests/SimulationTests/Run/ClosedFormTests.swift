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

/// What theory says about independent contacts, found again in the events of the engine.
@Suite struct ClosedFormTests {
  private static let sharers = 100
  private static let second = 1e9

  /// Contacts of 100 sharers of one address to one destination, Poisson at a rate per second each.
  private func closes(rate: Double, seconds: Double, mean: Double) -> [Event] {
    var settings = NATSettings(outside: [0xcb00_7101])
    settings.tcpTransitory = 0
    settings.holdDown = 0
    settings.insideFirst = 0x6440_0000
    settings.insideCount = ClosedFormTests.sharers
    var engine = NATEngine(settings)
    var draws = CounterGenerator(seed: 11, stream: .test)
    var time = 0.0
    var number: UInt16 = 0
    while true {
      time += draws.exponential() / (rate * Double(ClosedFormTests.sharers))
      guard time < seconds else { break }
      number = number &+ 1
      let start = Int64(time * ClosedFormTests.second)
      _ = engine.open(
        Flow(
          start: start, end: start + Int64(mean * draws.exponential() * ClosedFormTests.second),
          inside: 0x6440_0000 + UInt32(draws.below(ClosedFormTests.sharers)),
          insidePort: number, destination: 0xc612_0001, destinationPort: 443, proto: .tcp))
    }
    engine.drain()
    return engine.events.filter { $0.kind == .sessionClose }
  }

  @Test(arguments: [0.2, 1.0, 2.5])
  func `address and destination: P(unique) is exp(-(N-1) r W)`(expected: Double) {
    let window = 20.0
    let rate = expected / (Double(ClosedFormTests.sharers - 1) * window)
    let events = closes(rate: rate, seconds: 150_000, mean: 0)
      .sorted { $0.start < $1.start }
    let half = Int64(window / 2 * ClosedFormTests.second)
    var unique = 0
    var first = 0
    for event in events {
      while event.start.since(events[first].start) > half { first += 1 }
      var others = false
      var position = first
      while position < events.count, events[position].start.since(event.start) <= half {
        if events[position].inside != event.inside { others = true }
        position += 1
      }
      if !others { unique += 1 }
    }
    let share = Double(unique) / Double(events.count)
    #expect(events.count > 1000)
    #expect(abs(share - exp(-expected)) < 0.05, "\(share) for \(exp(-expected))")
  }

  @Test func `address alone: the mean candidate set is the mean number of active sharers`() {
    // Each sharer is an M/G/infinity queue: active with probability 1 - exp(-rate x mean).
    let rate = 0.01
    let mean = 30.0
    let events = closes(rate: rate, seconds: 20_000, mean: mean)
    let expected = Double(ClosedFormTests.sharers) * (1 - exp(-rate * mean))
    var total = 0
    let instants = stride(from: 1000.0, to: 19_000, by: 90).map {
      Timestamp(nanoseconds: Int64($0 * ClosedFormTests.second))
    }
    for instant in instants {
      total +=
        Set(
          events.filter { $0.start <= instant && instant < $0.time }.map(\.inside.low)
        ).count
    }
    let measured = Double(total) / Double(instants.count)
    #expect(abs(measured / expected - 1) < 0.06, "\(measured) for \(expected)")
  }
}
