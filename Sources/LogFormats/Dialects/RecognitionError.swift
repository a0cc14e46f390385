/// Why no dialect was chosen for an input of text.
package enum RecognitionError: Error, Equatable, CustomStringConvertible {
  /// Two dialects or more fit equally well.
  case ambiguous(name: String, dialects: [String])
  /// No dialect knows any of the first lines.
  case notRecognised(name: String, lines: Int)

  /// What was seen and what to do about it.
  package var description: String {
    switch self {
    case .ambiguous(let name, let dialects):
      "\(name): fits \(dialects.joined(separator: " and ")) equally; choose one with --format"
    case .notRecognised(let name, let lines):
      "\(name): none of the first \(lines) lines is in a known format; see `natlens formats`, "
        + "or choose one with --format"
    }
  }
}
