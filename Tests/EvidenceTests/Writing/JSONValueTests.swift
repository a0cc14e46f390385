import Foundation
import Testing

@testable import Evidence

@Suite struct JSONValueTests {
  @Test func `keys are sorted and layout is stable`() {
    let value: JSONValue = [
      "b": 1.5, "a": ["x", .null, .bool(true)], "c": ["z": .integer(1), "y": .number(.nan)],
    ]
    #expect(
      value.text == """
        {
         "a": ["x", null, true],
         "b": 1.5,
         "c": {"y": null, "z": 1}
        }

        """)
  }

  @Test func `texts survive and hidden characters are escaped`() throws {
    let hostile = "</script>\u{202E}\u{0}\"\\\n\t\u{1F600}\u{2028}\u{E0041}é"
    let text = JSONValue.array([.string(hostile)]).text
    #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{0}" || $0 == "\u{2028}" })
    let back = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String]
    #expect(back == [hostile])
  }
}

extension JSONValue: ExpressibleByFloatLiteral {
  init(floatLiteral value: Double) { self = .number(value) }
}
