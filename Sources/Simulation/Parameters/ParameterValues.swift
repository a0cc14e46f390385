/// The values of every parameter of one world: the table's defaults with a scenario's overrides.
package struct ParameterValues: Sendable, Hashable {
  /// Why a value cannot be set.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// No parameter has this id; the second text names the nearest one.
    case unknown(key: String, nearest: String)
    /// The text is no number.
    case notANumber(key: String, text: String)
    /// The number lies outside what may be set.
    case outOfLimits(key: String, text: String, limits: String)
    /// The word is none of the choices.
    case notAChoice(key: String, text: String, choices: [String])

    /// What is wrong, what was seen and what would be right.
    package var description: String {
      switch self {
      case .unknown(let key, let nearest):
        "unknown parameter '\(key)' (did you mean '\(nearest)'?)"
      case .notANumber(let key, let text): "'\(text)' is no number, \(key) needs one"
      case .outOfLimits(let key, let text, let limits):
        "\(key) = \(text) lies outside \(limits)"
      case .notAChoice(let key, let text, let choices):
        "\(key) = '\(text)' is none of \(choices.joined(separator: ", "))"
      }
    }
  }

  private var numbers: [String: Double] = [:]
  private var words: [String: String] = [:]

  /// The defaults of the table.
  package init() {
    for parameter in ParameterTable.all {
      switch parameter.value {
      case .number(let number): numbers[parameter.id] = number
      case .choice(let word): words[parameter.id] = word
      }
    }
  }

  /// Sets a parameter from text, as in a scenario file or `key=value` on a command line.
  /// - Throws: ``Failure``, with the key in it.
  package mutating func set(_ key: String, to text: String) throws(Failure) {
    guard let parameter = ParameterTable.find(key) else {
      throw .unknown(key: key, nearest: ParameterTable.nearest(to: key))
    }
    switch parameter.value {
    case .number:
      guard let number = Double(text.filter { $0 != "_" }), number.isFinite else {
        throw .notANumber(key: key, text: text)
      }
      guard parameter.limits.contains(number) else {
        let ends = parameter.limits
        throw .outOfLimits(
          key: key, text: text, limits: "\(ends.lowerBound)...\(ends.upperBound)")
      }
      numbers[key] = number
    case .choice:
      guard parameter.choices.contains(text) else {
        throw .notAChoice(key: key, text: text, choices: parameter.choices)
      }
      words[key] = text
    }
  }

  /// The number of a parameter.
  /// - Precondition: the table has a number of that id.
  package subscript(_ key: String) -> Double {
    guard let number = numbers[key] else { preconditionFailure("no number \(key)") }
    return number
  }

  /// The number of a parameter, rounded.
  /// - Precondition: the table has a number of that id.
  package func count(_ key: String) -> Int { Int(self[key].rounded()) }

  /// A span in seconds as nanoseconds.
  /// - Precondition: the table has a number of that id.
  package func nanoseconds(_ key: String) -> Int64 { Int64((self[key] * 1e9).rounded()) }

  /// The word of a choice.
  /// - Precondition: the table has a choice of that id.
  package func word(_ key: String) -> String {
    guard let word = words[key] else { preconditionFailure("no choice \(key)") }
    return word
  }

  /// The value as a scenario file writes it.
  package func text(_ key: String) -> String {
    if let word = words[key] { return word }
    let number = self[key]
    return number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
