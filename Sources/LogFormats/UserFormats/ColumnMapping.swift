import NATModel

/// What the columns of a user's table mean.
///
/// Pairs `field=column`, separated by commas or on lines of their own; a line that begins with `#` is
/// a comment. A field has the name of `natlens.event/1` (`outside_port`); a column is named as the
/// table's header or the JSON key names it (`flow.src` for a key inside an object), or by its number
/// from 1. Beside them:
///
/// | pair | meaning |
/// | - | - |
/// | `kind=session-open` | every record is of this kind; by default what the fields can be |
/// | `kind=column` and `kind.A=block-allocate` | the kind stands in a column, as this word or by its own name |
/// | `time_format=…` | `auto`, `epoch`, `epoch-ms`, `epoch-us`, `epoch-ns`, or like `%d.%m.%Y %T` |
/// | `separator=…` | `comma`, `tab`, `semicolon`, `pipe` or `blank`; by default tab if a line has one, else comma |
package struct ColumnMapping: Sendable {
  /// Where a value stands.
  enum Column: Sendable, Equatable {
    case name([UInt8])
    case number(Int)
  }

  /// Why a mapping cannot be used.
  package struct Problem: Error, Equatable, CustomStringConvertible {
    /// What was seen and what to do.
    package let description: String
  }

  /// More columns than this are no mapping.
  static let mostColumns = 250

  private(set) var columns: [(field: MappedField, column: Column)] = []
  private(set) var kinds: [[UInt8]: EventKind] = [:]
  private(set) var constantKind: EventKind?
  private(set) var times = TimeForm.automatic
  private(set) var separator: UInt8?

  /// A mapping from its text; throws what is wrong with it.
  package init(parsing text: String) throws(Problem) {
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    for pair in lines.flatMap({ lines.count > 1 ? [$0] : $0.split(separator: ",") }) {
      guard let sign = pair.firstIndex(of: "=") else {
        throw Problem(description: "\(pair): not of the form field=column")
      }
      try add(
        ColumnMapping.trimmed(pair[..<sign]),
        ColumnMapping.trimmed(pair[pair.index(after: sign)...]))
    }
    guard columns.contains(where: { $0.field != .kind }), columns.count <= ColumnMapping.mostColumns
    else { throw Problem(description: "no column is mapped to a field") }
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private mutating func add(_ key: String, _ value: String) throws(Problem) {
    if key == "time_format" {
      guard let form = TimeForm(value) else {
        throw Problem(description: "\(value): no form of time")
      }
      times = form
    } else if key == "separator" {
      let names: [String: UInt8] = [
        "comma": 0x2c, "tab": 0x09, "semicolon": 0x3b, "pipe": 0x7c, "blank": 0x20,
      ]
      guard let byte = names[value] else {
        throw Problem(description: "\(value): no separator; they are \(names.keys.sorted())")
      }
      separator = byte
    } else if key.hasPrefix("kind.") {
      guard let kind = EventKind(rawValue: value) else {
        throw Problem(description: "\(value): no kind of event")
      }
      kinds[Array(key.dropFirst(5).utf8)] = kind
    } else if key == "kind", let kind = EventKind(rawValue: value) {
      constantKind = kind
    } else {
      guard let field = MappedField(rawValue: key) else {
        let names = MappedField.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem(description: "\(key): no field; they are \(names)")
      }
      guard !value.isEmpty else { throw Problem(description: "\(key): no column") }
      columns.append(
        (field, Int(value).map { .number($0) } ?? .name(Array(value.utf8))))
    }
  }

  /// True if columns are found by a header or key.
  var hasNames: Bool {
    columns.contains { if case .name = $0.column { true } else { false } }
  }

  /// The kind of a record whose mapping says nothing: what fields like these can be.
  var impliedKind: EventKind {
    if let constantKind { return constantKind }
    let fields = Set(columns.map(\.field))
    if fields.contains(.outsidePortLast) { return .blockAllocate }
    if fields.contains(.inside), fields.contains(.outside) {
      return fields.contains(.start) ? .session : .sessionOpen
    }
    if fields.contains(.inside), fields.contains(.host) { return .name }
    if fields.contains(.inside), fields.contains(.subscriber) { return .assignmentStart }
    if fields.contains(.inside) { return .flow }
    return .request
  }

  /// The kind that a word in a column stands for.
  func kind(_ line: LineCursor, _ range: Range<Int>) -> EventKind? {
    var word: [UInt8] = []
    for index in range.prefix(64) { word.append(line.byte(at: index)) }
    return kinds[word] ?? EventKind(rawValue: String(decoding: word, as: UTF8.self))
  }
}
