import NATModel
import Testing

@testable import LogFormats

/// Against a byte-by-byte search, in lines of every length and at every place of a block.
@Suite struct ByteMarksTests {
  @Test func everyPlaceIsGivenOutOnceAndInOrder() {
    var random = SeededGenerator(seed: 23)
    for length in 0..<140 {
      let block = (0..<length + 40).map { _ in UInt8.random(in: 0x2b...0x2d, using: &random) }
      for start in [0, 1, length / 2] where start <= length {
        // What follows the line in its block must not count.
        let line = LineCursor(block.span, from: start, to: length)
        var marks = ByteMarks(0x2c, from: start)
        var found: [Int] = []
        while let place = marks.next(in: line) { found.append(place) }
        #expect(found == (start..<length).filter { block[$0] == 0x2c })
        #expect(marks.next(in: line) == nil)
      }
    }
  }
}
