import NATModel
import Testing

@testable import LogFormats

/// Looks at 32 bytes against byte-by-byte searches.
@Suite struct LineCursorMarksTests {
  private static let alphabet = Array("ab =\"[,\t\u{1}".utf8)

  @Test func searchesAgreeWithLoops() {
    var random = SeededGenerator(seed: 31)
    for length in 0..<110 {
      let block = (0..<length + 36).map { _ in
        LineCursorMarksTests.alphabet.randomElement(using: &random) ?? 0x20
      }
      let long = [UInt8](repeating: UInt8(ascii: "a"), count: length) + block
      for bytes in [block, long] {
        let end = min(length * 2, bytes.count)
        var line = LineCursor(bytes.span, from: 0, to: end)
        for position in 0...end {
          line.seek(to: position)
          let rest = position..<end
          #expect(
            line.find(UInt8(ascii: "="))
              == rest.first { bytes[$0] == UInt8(ascii: "=") })
          #expect(line.endOfToken() == rest.first { bytes[$0] == 0x20 || bytes[$0] == 9 } ?? end)
          #expect(
            line.contains(UInt8(ascii: ","), in: rest)
              == bytes[rest].contains(UInt8(ascii: ",")))
        }
      }
    }
  }

  @Test func namesBeginBehindTheLastGap() {
    var random = SeededGenerator(seed: 37)
    for length in 0..<90 {
      let bytes = (0..<length + 36).map { _ in
        LineCursorMarksTests.alphabet.randomElement(using: &random) ?? 0x20
      }
      var line = LineCursor(bytes.span, from: 0, to: length)
      for position in 0...length {
        line.seek(to: position)
        let sign = (position..<length).first { bytes[$0] == UInt8(ascii: "=") }
        let first = sign.map { sign in
          ((position..<sign).last { bytes[$0] <= 0x20 || bytes[$0] == UInt8(ascii: "[") }
            ?? position - 1)
            + 1
        }
        guard let sign, let first else { continue }
        let start = line.startOfName(before: sign, gap: UInt8(ascii: "["))
        #expect(start == (sign >= 32 ? max(first, sign - 32) : first))
      }
    }
  }
}
