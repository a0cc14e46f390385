/// How one outcome of a request is named and drawn, never by colour alone.
struct OutcomeStyle: Sendable, Equatable {
  /// Name for people.
  let label: String
  /// Class of its colour.
  let shape: String
  /// Class of its hatch.
  let hatch: String?
  /// Place in the bar, from the left; the wrong person stands at the far right.
  let rank: Int

  /// True for the outcome that must not be overlooked, however thin its piece of the bar.
  var isAlarm: Bool { shape == "wrong" }

  /// The style of a part of the outcomes, or `nil` if it is not an outcome.
  init?(part: String) {
    switch part {
    case AttributionMatrix.right: self.init("right", "right", nil, 0)
    case "ambiguous": self.init("several candidates", "several", "hatch-diagonal", 1)
    case "none": self.init("nobody found", "nobody", "hatch-dots", 2)
    case "undetermined": self.init("in doubt", "doubt", "hatch-dots", 3)
    case "unanswerable": self.init("cannot be answered", "doubt", nil, 3)
    case AttributionMatrix.wrong: self.init("wrong person", "wrong", "hatch-cross", 4)
    default: return nil
    }
  }

  private init(_ label: String, _ shape: String, _ hatch: String?, _ rank: Int) {
    self.label = label
    self.shape = shape
    self.hatch = hatch
    self.rank = rank
  }
}
