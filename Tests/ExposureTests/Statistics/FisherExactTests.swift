import Testing

@testable import Exposure

@Suite struct FisherExactTests {
  /// The lady who tastes tea: all eight cups told rightly happen once in 70 by chance, at most one
  /// pair confused 17 times.
  @Test func `the lady tasting tea`() {
    #expect(abs(FisherExact.atLeast(both: 4, first: 4, second: 4, of: 8) - 1.0 / 70) < 1e-12)
    #expect(abs(FisherExact.atLeast(both: 3, first: 4, second: 4, of: 8) - 17.0 / 70) < 1e-12)
  }

  @Test func `what must be so is no finding`() {
    #expect(FisherExact.atLeast(both: 0, first: 3, second: 5, of: 10) == 1)
    #expect(abs(FisherExact.atLeast(both: 5, first: 10, second: 5, of: 10) - 1) < 1e-12)
    #expect(FisherExact.atLeast(both: 0, first: 0, second: 0, of: 4) == 1)
  }
}
