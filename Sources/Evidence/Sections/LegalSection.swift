import NATModel

/// What each record is in law: a table of frames, and the arguments behind it.
struct LegalSection: Sendable {
  /// What each rung adds, by the field that stands for it.
  private static let rungs: [(words: String, sort: RecordSort, field: String)] = [
    ("Customer register: name, fixed address", .register, "subscriber"),
    ("Inside address assignments: who had which, and when", .assignment, "inside"),
    ("Port blocks: shared address, range of ports, when", .block, "outside_port"),
    ("Bindings: shared address, port, begin and end of each", .session, "outside_port"),
    ("Connections: the destination of each", .session, "destination"),
    ("Connections with host names: the name of each", .session, "host"),
  ]

  /// The section.
  func markup() -> Markup {
    Markup("section", ["id": "law", "aria-labelledby": "law-title"]) {
      Markup("h2", ["id": "law-title"]) { "What each record is in law" }
      Markup("p") { LegalOverlay.caution }
      Markup("p") {
        """
        A NAT's configuration with fixed ranges of ports records nobody's use of the network, and \
        no frame speaks of it; with an assignment of inside addresses it answers all the same.
        """
      }
      Markup.table(
        "Categories under four instruments",
        columns: ["Record"] + LegalFrame.all.map(\.title),
        rows: LegalSection.rungs.map { rung in
          [Markup(text: rung.words)]
            + LegalFrame.all.map { cell($0.reading(of: rung.field, in: rung.sort)) }
        })
      for frame in LegalFrame.all { arguments(frame) }
    }
  }

  private func cell(_ reading: LegalReading?) -> Markup {
    guard let reading else { return Markup(text: "—") }
    return Markup {
      reading.view.category
      Markup("span", ["class": "basis"]) { reading.view.confidence.rawValue }
      if let other = reading.otherView {
        Markup("span", ["class": "basis"]) {
          "or, it is argued: \(other.category) (\(other.confidence.rawValue))"
        }
      }
    }
  }

  private func arguments(_ frame: LegalFrame) -> Markup {
    Markup.numbers("Arguments and sources: \(frame.title)") {
      Markup("p") { "\(frame.provisions). \(frame.standing)" }
      Markup("dl", ["class": "facts"]) {
        for reading in frame.readings {
          Markup("dt") {
            RecordSort.allCases.filter(reading.sorts.contains).map(\.words).joined(separator: ", ")
              + ": " + reading.fields.joined(separator: ", ")
          }
          for view in [reading.view, reading.otherView].compactMap({ $0 }) {
            Markup("dd") {
              "\(view.category): \(view.argument) \(view.source) (\(view.confidence.rawValue))."
            }
          }
        }
      }
    }
  }
}
