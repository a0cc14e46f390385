import NATModel
import Testing

@testable import Exposure

@Suite struct QueryCollateralTests {
  private let measure = QueryCollateral(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `others are those who were not meant`() throws {
    // Blocks are held all day by all four: an address returns three others each time.
    let blocks = PortWorld.figures(measure, "port-block")
    #expect(blocks.part("others", .address)?.value == 3)
    #expect(blocks.part("ever-returned", .address)?.value == 1)
    #expect(blocks.part("others", .addressPort)?.value == 0)
    #expect(blocks.part("ever-returned", .addressPort)?.numerator == 0)
    // Bindings: ada and ben overlap in the first two hours' steps, four requests of six see the other.
    let bindings = PortWorld.figures(measure, "binding")
    #expect(bindings.part("others", .addressPort)?.value == 0)
    #expect((bindings.part("others", .address)?.value ?? 0) > 0)
  }
}
