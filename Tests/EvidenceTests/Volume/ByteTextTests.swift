import Testing

@testable import Evidence

@Suite struct ByteTextTests {
  @Test(arguments: [
    (0.0, "0.00 B"), (36, "36.0 B"), (999.4, "999 B"), (999.6, "1.00 kB"), (1234, "1.23 kB"),
    (9_995_000, "10.0 MB"), (148.5e12, "149 TB"), (1.81e15, "1.81 PB"), (2.5e21, "2,500 EB"),
  ])
  func `three digits and the largest unit that fits`(bytes: Double, text: String) {
    #expect(ByteText.people(bytes) == text)
  }
}
