import NATModel
import Testing

@testable import Exposure

@Suite struct PersonsKeptTests {
  @Test func `everybody is kept for each right answer`() throws {
    let measure = PersonsKept(volume: RequestVolume(perMillion: 100))
    for regime in ["binding", "connection"] {
      let value = try #require(
        PortWorld.figures(measure, regime).part("persons", .addressPort)?.value)
      #expect(abs(value - 1e6 / (100 * 5.0 / 6)) < 1e-6)
    }
    // An address alone stands for both, so nobody is named and there is no number.
    let address = PortWorld.figures(measure, "port-block").part("persons", .address)
    #expect(address?.status == .empty)
    #expect(address?.note == "no request is answered rightly")
  }
}
