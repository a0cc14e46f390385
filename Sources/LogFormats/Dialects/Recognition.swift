/// How much one line looks like a dialect.
package struct Recognition: Sendable {
  /// Weight of the evidence in one line.
  package enum Strength: Int, Comparable, Sendable {
    /// Nothing of this dialect.
    case none = 0
    /// What other formats may contain too.
    case weak = 1
    /// What only this dialect writes.
    case strong = 4
    /// What the user described, and the line is so.
    case described = 64

    /// Orders by weight.
    package static func < (left: Strength, right: Strength) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// The weight.
  package var strength: Strength
  /// What was seen, to complete the sentence "recognised by …".
  package var reason: String

  /// Evidence from its parts.
  package init(_ strength: Strength, _ reason: String) {
    self.strength = strength
    self.reason = reason
  }

  /// No evidence.
  package static let none = Recognition(.none, "")
}
