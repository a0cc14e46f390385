/// A world by name: which parameters differ from the table's defaults.
///
/// The file format is one `key = value` on a line; `#` starts a comment, blank lines are passed
/// over. Keys are `title` (one line of text) and the ids of ``ParameterTable``; numbers may have
/// underscores. A key may stand once.
/// ```
/// title = A town
/// population.subscribers = 1_000
/// nat.behavior = port-block   # deterministic, port-block, dynamic, overloaded
/// ```
package struct Scenario: Sendable, Hashable {
  /// Why a text is no scenario, with the line (from 1; 0 for an override that stands in no file).
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    package enum Reason: Hashable, Sendable {
      /// A line that is neither `key = value` nor a comment.
      case noAssignment(String)
      /// The key stands twice.
      case repeated(String)
      /// Neither a scenario of this name nor such a file.
      case unknown(String, known: [String])
      /// The value cannot be set.
      case value(ParameterValues.Failure)
    }

    /// The line.
    package let line: Int
    /// What is wrong.
    package let reason: Reason

    /// A failure from its parts.
    package init(line: Int, reason: Reason) {
      self.line = line
      self.reason = reason
    }

    /// What is wrong, where, and what would be right.
    package var description: String {
      let place = line > 0 ? "line \(line): " : ""
      switch reason {
      case .noAssignment(let text): return "\(place)'\(text)' is not 'key = value'"
      case .repeated(let key): return "\(place)\(key) stands twice"
      case .unknown(let name, let known):
        return "no scenario or file '\(name)'; there are \(known.joined(separator: ", "))"
      case .value(let failure): return place + failure.description
      }
    }
  }

  /// Short name, as on the command line.
  package let name: String
  /// One line that says what it is.
  package private(set) var title = ""
  /// The value of every parameter.
  package private(set) var values = ParameterValues()
  /// Ids that the scenario or an override set, in the order of the table.
  package var changed: [String] { ParameterTable.all.map(\.id).filter(keys.contains) }
  private var keys: Set<String> = []

  /// The defaults of the table.
  package init(name: String = "defaults") { self.name = name }

  /// A scenario from text.
  /// - Throws: ``Failure`` at the first line that is wrong.
  package init(name: String, parsing text: String) throws(Failure) {
    self.init(name: name)
    var seen: Set<String> = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, whole) in lines.enumerated() {
      let line = Scenario.trimmed(whole.prefix { $0 != "#" })
      if line.isEmpty { continue }
      guard let (key, value) = Scenario.assignment(line) else {
        throw Failure(line: number + 1, reason: .noAssignment(line))
      }
      guard seen.insert(key).inserted else {
        throw Failure(line: number + 1, reason: .repeated(key))
      }
      if key == "title" {
        title = value
        continue
      }
      do {
        try values.set(key, to: value)
      } catch {
        throw Failure(line: number + 1, reason: .value(error))
      }
      keys.insert(key)
    }
  }

  /// Changes one parameter, given as `key=value`.
  /// - Throws: ``Failure`` of line 0.
  package mutating func override(_ assignment: String) throws(Failure) {
    guard let (key, value) = Scenario.assignment(assignment) else {
      throw Failure(line: 0, reason: .noAssignment(assignment))
    }
    do {
      try values.set(key, to: value)
    } catch {
      throw Failure(line: 0, reason: .value(error))
    }
    keys.insert(key)
  }

  /// The scenario as a file that gives it again: only what differs from the table's defaults.
  package var text: String {
    (["title = \(title)"] + changed.map { "\($0) = \(values.text($0))" })
      .joined(separator: "\n") + "\n"
  }

  private static func assignment(_ line: String) -> (key: String, value: String)? {
    guard let sign = line.firstIndex(of: "=") else { return nil }
    let key = trimmed(line[..<sign])
    let value = trimmed(line[line.index(after: sign)...])
    return key.isEmpty || value.isEmpty ? nil : (key, value)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}
