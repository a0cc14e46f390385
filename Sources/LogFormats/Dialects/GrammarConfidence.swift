/// How well the grammar of a dialect is known, and from what.
package struct GrammarConfidence: Hashable, Sendable {
  /// The grade; the raw value is printed.
  package enum Grade: String, CaseIterable, Sendable {
    /// The emitter's source code or the vendor's reference, and real lines.
    case reference = "A"
    /// Several independent real lines, or the vendor's reference with one sample.
    case lines = "B"
    /// One sample, or third-party parsers that agree.
    case sample = "C"
    /// A list of fields only.
    case fields = "D"
  }

  /// The grade.
  package var grade: Grade
  /// True if a line that nobody here wrote was parsed.
  package var isSeenInRealLines: Bool
  /// Records that are read by documentation or by others' parsers alone, no line of them having been
  /// seen; empty if there are none.
  package var unseen: String

  /// A confidence from its parts.
  package init(_ grade: Grade, isSeenInRealLines: Bool, unseen: String = "") {
    self.grade = grade
    self.isSeenInRealLines = isSeenInRealLines
    self.unseen = unseen
  }
}
