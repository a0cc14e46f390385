import NATModel
import Testing

@testable import LogFormats

/// Looks at 64 bytes against byte-by-byte searches.
@Suite struct FieldMarksTests {
  private static let alphabet = Array("abcdefgh =\"[,\t\u{1}".utf8)

  @Test func searchesAgreeWithLoops() {
    var random = SeededGenerator(seed: 61)
    // The last lengths leave fewer than 64 bytes behind the line.
    for length in 0..<200 {
      let bytes = (0..<length + 64).map { _ in
        FieldMarksTests.alphabet.randomElement(using: &random) ?? 0x20
      }
      for room in [64, 3] {
        let span = bytes.span.extracting(0..<length + room)
        // One set of marks for all of a line's searches, as they go on; and a fresh one for each.
        var kept = FieldMarks(gap: UInt8(ascii: "["))
        for position in 0...length {
          var fresh = FieldMarks(gap: UInt8(ascii: "["))
          let rest = position..<length
          let blank = rest.first { bytes[$0] == 0x20 }
          #expect(kept.nextBlank(from: position, to: length, in: span) == blank)
          #expect(fresh.nextBlank(from: position, to: length, in: span) == blank)
          let quote = rest.first { bytes[$0] == UInt8(ascii: "\"") }
          #expect(fresh.nextQuote(from: position, to: length, in: span) == quote)
          let sign = rest.first { bytes[$0] == UInt8(ascii: "=") }
          #expect(kept.nextSign(from: position, to: length, in: span) == sign)
          guard let sign else { continue }
          let gap = (position..<sign).last {
            bytes[$0] <= 0x20 || bytes[$0] == UInt8(ascii: "[")
          }
          #expect(
            kept.startOfName(before: sign, from: position, in: span) == gap.map { $0 + 1 }
              ?? position)
        }
      }
    }
  }

  @Test func assignmentsAreReadWhereverLooksEnd() {
    for padding in 0..<130 {
      let pad = String(repeating: "x", count: padding)
      let text = "\(pad)=1, name=\"a \\\" b\",longer_name=c d=\"\" e="
      let bytes = Array(text.utf8)
      var line = LineCursor(bytes.span)
      var marks = FieldMarks(gap: UInt8(ascii: ","))
      var read: [String] = []
      while let field = line.readAssignment(&marks) {
        let value = String(decoding: bytes[field.value], as: UTF8.self)
        read.append("\(field.length):\(value)")
      }
      #expect(read == ["\(padding):1,", "4:a \\\" b", "11:c", "1:", "1:"])
    }
  }
}
