import Simulation
import Testing

@Suite struct ExporterClockTests {
  @Test func `the error has its standard deviation and stamps never run back`() {
    var clock = ExporterClock(sigma: 0.5, resolution: 1, seed: 7)
    let hour: Int64 = 3_600_000_000_000
    let start: Int64 = 20_514 * 24 * hour
    var squares = 0.0
    var last = Int64.min
    var backward = 0
    for number in 0..<4000 as Range<Int64> {
      let time = start + number * hour
      let error = Double(clock.stamp(time) - time) / 1e9
      squares += error * error
      for minute in 0..<4 as Range<Int64> {
        let stamp = clock.stamp(time + minute * hour / 4)
        if stamp < last { backward += 1 }
        last = stamp
      }
    }
    #expect(backward == 0)
    #expect(abs((squares / 4000).squareRoot() - 0.5) < 0.03)
  }

  @Test func `a perfect clock only cuts to its resolution`() {
    var clock = ExporterClock(sigma: 0, resolution: 1000, seed: 7)
    #expect(clock.stamp(123_456_789) == 123_456_000)
  }
}
