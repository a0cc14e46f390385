import NATModel
import Simulation
import Testing

@Suite struct AddressRangesTests {
  @Test func `ranges are the documentation ones and do not meet`() {
    #expect(IPAddress(ipv4: AddressRanges.outside(0)).description == "203.0.113.0")
    #expect(IPAddress(ipv4: AddressRanges.outside(255)).description == "203.0.113.255")
    #expect(IPAddress(ipv4: AddressRanges.outside(256)).description == "198.19.0.0")
    #expect(IPAddress(ipv4: AddressRanges.inside).description == "100.64.0.0")
    let destinations = Set((0..<AddressRanges.destinationCount).map(AddressRanges.destination))
    let outside = Set((0..<AddressRanges.outsideCount).map(AddressRanges.outside))
    #expect(destinations.count == AddressRanges.destinationCount)
    #expect(outside.count == AddressRanges.outsideCount && outside.isDisjoint(with: destinations))
  }
}
