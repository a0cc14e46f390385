/// A JSON value that is always written the same way (RFC 8259).
///
/// Keys of an object stand in order of their bytes. Numbers follow ``NumberText/machine(_:)``; one
/// that is not finite is written as `null`. Controls, format characters and everything else that a
/// terminal or a viewer might act on are written as `\u` escapes, so the text itself is kept whole.
/// A list or object of plain values stands on one line, others on one line for each entry.
enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// An integer, or `null`.
  static func optional(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
  /// A number, or `null`.
  static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
  /// A string, or `null`.
  static func optional(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

  /// The value as text with a line feed at its end.
  var text: String {
    var result = ""
    write(to: &result, indent: 0)
    return result + "\n"
  }

  private var isPlain: Bool {
    switch self {
    case .array(let values): values.allSatisfy { !$0.isContainer }
    case .object: false
    default: true
    }
  }

  private var isContainer: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }

  private func write(to result: inout String, indent: Int) {
    switch self {
    case .null: result += "null"
    case .bool(let value): result += value ? "true" : "false"
    case .integer(let value): result += String(value)
    case .number(let value): result += NumberText.machine(value) ?? "null"
    case .string(let value): JSONValue.write(value, to: &result)
    case .array(let values):
      let entries = values.map { (key: String?.none, value: $0) }
      JSONValue.write(entries, "[", "]", isShort: isPlain, to: &result, indent: indent)
    case .object(let members):
      let entries = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { (key: String?.some($0.key), value: $0.value) }
      let isShort = members.values.allSatisfy(\.isPlain)
      JSONValue.write(entries, "{", "}", isShort: isShort, to: &result, indent: indent)
    }
  }

  private static func write(
    _ entries: [(key: String?, value: JSONValue)], _ open: String, _ close: String, isShort: Bool,
    to result: inout String, indent: Int
  ) {
    result += open
    for (offset, entry) in entries.enumerated() {
      if offset > 0 { result += isShort ? ", " : "," }
      if !isShort { result += "\n" + String(repeating: " ", count: indent + 1) }
      if let key = entry.key {
        write(key, to: &result)
        result += ": "
      }
      entry.value.write(to: &result, indent: indent + 1)
    }
    if !isShort { result += "\n" + String(repeating: " ", count: indent) }
    result += close
  }

  private static func write(_ text: String, to result: inout String) {
    result += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        if isWrittenAsIs(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          for unit in Character(scalar).utf16 {
            let hex = String(unit, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
          }
        }
      }
    }
    result += "\""
  }

  private static func isWrittenAsIs(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
