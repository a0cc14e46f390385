/// What a frame makes of some fields: a category, why, and where it is disputed the other reading.
package struct LegalReading: Sendable, Hashable {
  /// One way to read the provision.
  package struct View: Sendable, Hashable {
    /// The category, in the instrument's words where it has them.
    package let category: String
    /// Why, in one or two sentences.
    package let argument: String
    /// Provision, judgment or document that the argument rests on.
    package let source: String
    /// How well the source is known here.
    package let confidence: SourceConfidence

    /// A view from its parts.
    package init(
      _ category: String, because argument: String, source: String,
      _ confidence: SourceConfidence
    ) {
      self.category = category
      self.argument = argument
      self.source = source
      self.confidence = confidence
    }
  }

  /// The fields of a session that say who had which address and port, and when, but not towards whom.
  static let translation = [
    "subscriber", "inside", "inside_port", "outside", "outside_port", "proto", "time", "start",
    "session",
  ]

  /// The fields of a port block.
  static let block = [
    "subscriber", "inside", "outside", "outside_port", "outside_port_last", "proto", "time",
    "start",
  ]

  /// The fields of a name asked for; of a session only what no earlier reading took.
  static let naming = [
    "host", "destination", "destination_port", "proto", "inside", "inside_port", "time",
  ]

  /// Kinds of record that it is about.
  package let sorts: Set<RecordSort>
  /// Names of fields, those of `natlens.event/1`.
  package let fields: [String]
  /// The reading that the words of the provision suggest first.
  package let view: View
  /// The other one that is held, or `nil` if none is known.
  package let otherView: View?

  /// A reading from its parts.
  package init(
    _ sorts: Set<RecordSort>, _ fields: [String], _ view: View, butAlso otherView: View? = nil
  ) {
    self.sorts = sorts
    self.fields = fields
    self.view = view
    self.otherView = otherView
  }

  /// True if there are two readings.
  package var isDisputed: Bool { otherView != nil }
}

/// How well a source is known to those who wrote the argument down.
package enum SourceConfidence: String, CaseIterable, Sendable, Hashable {
  /// The text of the provision was read.
  case read
  /// A text that quotes or sums up the provision was read.
  case quoted
  /// It is stated from memory and has to be checked before it is relied on.
  case recalled

  /// What the mark means.
  package var meaning: String {
    switch self {
    case .read: "the text of the provision was read"
    case .quoted: "a text that quotes or sums it up was read, not the provision itself"
    case .recalled: "stated from memory: check it before relying on it"
    }
  }
}
