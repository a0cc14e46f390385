import NATModel
import Testing

@testable import LogFormats

/// Fields told by their place are those told by their name.
@Suite struct FieldLayoutTests {
  private static let names = [
    "a", "ab", "srcport", "transport", "eight_by", "identifier", "a_name_of_15_by", "a_longer_name",
    "a_name_that_is_too_long_to_be_kept", "",
  ]
  private static let gaps = [" ", " ", " ", ", ", "  ", " word ", ",", "\t", ""]

  private static func field(_ name: UInt64, _ length: Int) -> Int {
    length == 0 ? 0 : Int(truncatingIfNeeded: name) &* 100 &+ length
  }

  private struct Field: Equatable {
    var number: Int
    var value: Range<Int>
  }

  private static func fields(_ line: LineCursor) -> [Field] {
    var line = line
    var marks = FieldMarks(gap: UInt8(ascii: ","))
    var fields: [Field] = []
    while let read = line.readAssignment(&marks) {
      fields.append(Field(number: field(read.name, read.length), value: read.value))
    }
    return fields
  }

  private static func fields(_ line: LineCursor, _ layout: inout FieldLayout) -> [Field] {
    var line = line
    var marks = FieldMarks(gap: UInt8(ascii: ","))
    var fields: [Field] = []
    while let number = layout.readName(at: fields.count, &line, &marks, field),
      let value = line.readValue(&marks)
    {
      fields.append(Field(number: number, value: value))
    }
    return fields
  }

  /// Records that repeat the one before, or differ from it in one place; lines that end with the span,
  /// and lines that others follow.
  @Test func placesOfOtherRecordsDecideNothing() throws {
    var random = SeededGenerator(seed: 83)
    var layout = FieldLayout()
    var record: [(gap: String, name: String)] = []
    var whole = 0
    for _ in 0..<2000 {
      if record.isEmpty || Int.random(in: 0..<8, using: &random) == 0 {
        record = try (0..<Int.random(in: 0..<40, using: &random)).map { _ in
          (
            try #require(FieldLayoutTests.gaps.randomElement(using: &random)),
            try #require(FieldLayoutTests.names.randomElement(using: &random))
          )
        }
      } else if let place = record.indices.randomElement(using: &random) {
        record[place].name = try #require(FieldLayoutTests.names.randomElement(using: &random))
      }
      var text = ""
      for (gap, name) in record {
        let digits = String(Int.random(in: 0..<100_000, using: &random))
        text += gap + name + "=" + (Bool.random(using: &random) ? "\"\(digits) \"" : digits)
      }
      let bytes = Array((text + " next=line and more of it, which is none").utf8)
      for end in [text.utf8.count, bytes.count, text.utf8.count / 2] {
        let line = LineCursor(bytes.span, from: 0, to: end)
        let expected = FieldLayoutTests.fields(line)
        whole += expected.count
        #expect(FieldLayoutTests.fields(line, &layout) == expected)
      }
    }
    #expect(whole > 10_000)
  }
}
