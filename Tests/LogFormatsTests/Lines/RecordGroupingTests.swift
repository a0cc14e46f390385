import LogFormats
import NATModel
import Testing

/// A block may end anywhere: what is read does not depend on where.
@Suite struct RecordGroupingTests {
  /// Letters are roles: `a` alone, `b` begins, `c` continues, `e` ends, `h` header, or alone in a
  /// dialect without headers.
  ///
  /// Each record is one event, its label the record's text with `|` for line breaks and the last
  /// header in front.
  private struct Letters: ReadOnlyDialect {
    let id = "letters"
    let title = "Letters"
    let documentation = ""
    let confidence = GrammarConfidence(.fields, isSeenInRealLines: false)
    let kinds: [EventKind] = [.request]
    let linesHangTogether = true
    var hasHeaders = true

    func recognise(_ line: LineCursor) -> Recognition { Recognition(.strong, "letters") }

    func role(of line: LineCursor) -> LineRole {
      switch line.peek() {
      case UInt8(ascii: "b"): .begins
      case UInt8(ascii: "c"): .continues
      case UInt8(ascii: "e"): .ends
      case UInt8(ascii: "h"): hasHeaders ? .header : .alone
      default: .alone
      }
    }

    func parse(_ line: LineCursor, into context: inout LineContext) throws(LineFault)
      -> LineOutcome
    {
      var text: [UInt8] = []
      let rest = line.rest()
      for index in rest.indices { text.append(rest[index] == 10 ? UInt8(ascii: "|") : rest[index]) }
      if hasHeaders, line.peek() == UInt8(ascii: "h") {
        context.columns = text
        return .skipped
      }
      if line.peek() == UInt8(ascii: "x") { throw LineFault(.malformedRecord) }
      var event = context.event(.request)
      event.label = context.texts.intern((context.columns + text).span)
      context.addStamped(&event)
      return .events
    }
  }

  private func labels(_ text: String, blockSize: Int = 1 << 18) throws -> [String] {
    let file = try ScratchFile(Array(text.utf8))
    let got = try read(file.path, dialect: Letters(), blockSize: blockSize)
    return got.events.map { got.texts.string($0.label) }
  }

  @Test func rolesMakeRecords() throws {
    #expect(
      try labels("b1\nc2\nb3\nc4\ne5\nc6\na7\ne8\n") == ["b1|c2", "b3|c4|e5", "c6", "a7", "e8"])
    #expect(try labels("h1\nh2\na3\nc4\nh5\nb6\nc7") == ["h1|h2a3", "h1|h2c4", "h5b6|c7"])
    #expect(try labels("h1\nc2\n\nb3\r\nc4\r\n") == ["h1c2", "h1", "h1b3\r|c4"])
  }

  @Test(arguments: [true, false])
  func blocksEndBetweenRecords(hasHeaders: Bool) throws {
    var random = SeededGenerator(seed: 5)
    let dialect = Letters(hasHeaders: hasHeaders)
    for round in 0..<40 {
      var text = round % 5 == 0 ? "\u{feff}" : ""
      for line in 0..<200 {
        let letters = Array(round % 3 == 0 ? "bccccccccc" : "aabccccecchx")
        text.append(letters[Int.random(in: 0..<letters.count, using: &random)])
        text += "\(line)"
        if Int.random(in: 0..<30, using: &random) == 0 {
          text += String(repeating: "-", count: 300)
        }
        if line < 199 || round % 2 == 0 { text += "\n" }
      }
      let file = try ScratchFile(Array(text.utf8))
      let expected = try read(file.path, dialect: dialect, lineLimit: 200)
      #expect(expected.report.rejects.counts[.lineTooLong, default: 0] > 0)
      for (threads, blockSize) in [(1, 16), (1, 97), (3, 64), (2, 1000)] {
        let got = try read(
          file.path, dialect: dialect, threads: threads, blockSize: blockSize, lineLimit: 200)
        let context: Comment = "round \(round), \(threads) threads, blocks of \(blockSize)"
        #expect(got.events == expected.events, context)
        #expect([got.report.records, expected.report.records] == [200, 200], context)
        #expect(got.report.rejects == expected.report.rejects, context)
        #expect(got.report.skipped == expected.report.skipped, context)
        #expect(
          got.events.map { got.texts.string($0.label) }
            == expected.events.map { expected.texts.string($0.label) }, context)
      }
    }
  }

  @Test func recordsThatNeverEndAreCut() throws {
    let text = "b\n" + String(repeating: "c\n", count: 100_000)
    let whole = try labels(text)
    #expect(whole.count == 4 && whole.allSatisfy { $0.utf8.count <= 65536 + 2 })
    #expect(try labels(text, blockSize: 777) == whole)
    // The same with records before and behind it, in a dialect that is cut from the end of a block.
    let file = try ScratchFile(Array(("b\nc\na\n" + text + "b\nc\nb\n").utf8))
    let dialect = Letters(hasHeaders: false)
    let expected = try read(file.path, dialect: dialect).events
    #expect(expected.count == 8)
    for blockSize in [97, 4096, 70_000] {
      #expect(try read(file.path, dialect: dialect, blockSize: blockSize).events == expected)
    }
  }
}
