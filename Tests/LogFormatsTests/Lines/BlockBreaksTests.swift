import NATModel
import Testing

@testable import LogFormats

/// Line breaks found many at once against a loop.
@Suite struct BlockBreaksTests {
  @Test(arguments: [1, 2, 3, 60, 300, 5000])
  func breaksAreThoseOfALoop(lineLength: Int) {
    var random = SeededGenerator(seed: UInt64(lineLength))
    for size in [0, 1, 63, 64, 65, 4095, 4096, 4097, 20_000] {
      var bytes = (0..<size).map { _ -> UInt8 in
        Int.random(in: 0..<lineLength, using: &random) == 0 ? 0x0a : 0x61
      }
      bytes += [UInt8](repeating: 0, count: LineBlock.padding)
      for start in [0, min(1, size), min(64, size), size] {
        var breaks = BlockBreaks(from: start)
        for expected in (start..<size) where bytes[expected] == 0x0a {
          let found = breaks.next(in: bytes.span, to: size)
          #expect(found == expected)
          guard found == expected else { return }
        }
        #expect(breaks.next(in: bytes.span, to: size) == size)
        #expect(breaks.next(in: bytes.span, to: size) == size)
      }
    }
  }
}
