/// Text from logs and file names made fit to be shown.
///
/// Host names, subscriber names and file names are chosen by others: they may hold markup, control
/// characters, or bidirectional controls that make a line read differently from what it says
/// (Unicode TR 36, "Bidirectional Text Spoofing").
enum DisplayText {
  /// Longest text that is shown, in characters; longer ones end in an ellipsis.
  static let longest = 2000

  /// The text without characters that cannot be seen or that change how their neighbours are read.
  static func clean(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where isShown(scalar) { scalars.append(scalar) }
    let cleaned = String(scalars)
    return cleaned.count <= longest ? cleaned : String(cleaned.prefix(longest)) + "…"
  }

  /// The cleaned text with the five characters that mean something in HTML and SVG replaced.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in clean(text).unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  /// The cleaned text cut to a number of characters.
  static func shortened(_ text: String, to length: Int) -> String {
    let cleaned = clean(text)
    return cleaned.count <= length ? cleaned : String(cleaned.prefix(max(1, length - 1))) + "…"
  }

  /// Words put on lines of at most `width` characters, at most `lines` of them.
  ///
  /// A word longer than a line is cut; the last line ends in an ellipsis if words are left.
  static func wrapped(_ text: String, width: Int, lines: Int) -> [String] {
    var result: [String] = []
    var rest = clean(text).split(separator: " ").map(String.init)[...]
    while let word = rest.first, result.count < lines {
      var line = shortened(word, to: width)
      rest.removeFirst()
      while let next = rest.first, line.count + 1 + next.count <= width {
        line += " " + next
        rest.removeFirst()
      }
      result.append(line)
    }
    if !rest.isEmpty, let last = result.popLast() {
      result.append(shortened(last, to: max(1, width - 1)).trimmingEllipsis + "…")
    }
    return result
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\n" || scalar == "\u{A0}" { return true }
    switch scalar.properties.generalCategory {
    // Format characters hold the bidirectional controls, zero-width joiners and tags.
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return false
    default:
      return true
    }
  }
}

extension String {
  /// The text without one ellipsis at its end.
  fileprivate var trimmingEllipsis: String { hasSuffix("…") ? String(dropLast()) : self }
}
