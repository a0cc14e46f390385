import Exposure
import NATModel

/// One subscriber's day, drawn once for each record.
struct DaySection: Sendable {
  /// The section.
  func markup(_ composition: inout Composition) -> Markup {
    guard let (exhibit, figure) = chosen(composition) else {
      return Markup("section", ["id": "day", "aria-labelledby": "day-title"]) {
        Markup("h2", ["id": "day-title"]) { "One subscriber, seen through every record" }
        Markup("p") { "No record in these inputs states a time, so there is nothing to draw." }
      }
    }
    let at = exhibit.pointer + "/day/strips"
    let heading = composition.heading(title(figure, at: at, composition))
    var captions: [Markup] = []
    for (offset, strip) in figure.strips.enumerated() {
      captions.append(composition.claims.render(DayCaption(strip, at: "\(at)/\(offset)").sentence))
    }
    let others = composition.days.count { $0 != nil } - 1
    return Markup("section", ["id": "day", "aria-labelledby": "day-title"]) {
      Markup("h2", ["id": "day-title"]) { "One subscriber, seen through every record" }
      Markup("p") {
        """
        The same hours of the same home, drawn once for each record and with nothing but what that \
        record holds. The home is \(figure.subject) in “\(exhibit.name)”, chosen by rule and not by \
        hand: \(figure.day.rule). Times are UTC, \(DaySection.dates(figure.day.span)).
        """
        if others > 0 {
          " The other worlds’ homes are not drawn; their numbers stand in report.json."
        }
      }
      composition.figure(heading, shape: "day") {
        for (strip, caption) in zip(figure.strips, captions) {
          self.strip(strip, caption, figure)
        }
        Markup.numbers("Numbers behind this figure") { self.table(figure) }
        Markup("p", ["class": "files"]) {
          "Every record drawn here: "
          Markup.file(DataTables.day)
        }
      }
    }
  }

  /// The first world whose day has most strips with something to show.
  private func chosen(_ composition: Composition) -> (Exhibit, DayFigure)? {
    var best: (Exhibit, DayFigure, Int)?
    for (exhibit, day) in zip(composition.exhibits, composition.days) {
      guard let day else { continue }
      let shown = day.strips.count { $0.absence == nil }
      if best == nil || shown > best?.2 ?? 0 { best = (exhibit, day, shown) }
    }
    return best.map { ($0.0, $0.1) }
  }

  private func title(
    _ figure: DayFigure, at pointer: String, _ composition: Composition
  ) -> Sentence {
    let hours = Duration.words(figure.day.span.length)
    let shown = figure.strips.enumerated().filter { $0.element.absence == nil }
    guard let least = shown.first, let most = shown.last, least.offset != most.offset else {
      return "One home, \(hours), \(NumberWord.word(figure.strips.count)) records"
    }
    func count(_ strip: (offset: Int, element: DayFigure.Strip)) -> Claim {
      composition.claim(
        strip.element.records, strip.element.records == 1 ? " entry" : " entries",
        at: "\(pointer)/\(strip.offset)/records", unit: "records")
    }
    return """
      One home, \(hours): from \(count(least)) in “\(least.element.title)” to \(count(most)) in \
      “\(most.element.title)”
      """
  }

  private static func dates(_ span: TimeSpan) -> String {
    let start = span.start.rfc3339(fractionDigits: 0)
    let end = span.end.rfc3339(fractionDigits: 0)
    func spoken(_ text: String) -> String { text.prefix(10) + " " + text.dropFirst(11).prefix(8) }
    return "from \(spoken(start)) to \(spoken(end))"
  }

  private func strip(_ strip: DayFigure.Strip, _ caption: Markup, _ figure: DayFigure) -> Markup {
    Markup("div", ["class": "strip-box"]) {
      Markup("h4") { strip.title }
      Markup("p", ["class": "reading"]) { caption }
      Markup(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": strip.title]
      ) {
        DayStrip(strip: strip, span: figure.day.span).picture(
          title: strip.title, description: caption.plainText)
      }
    }
  }

  private func table(_ figure: DayFigure) -> Markup {
    Markup.table(
      "Records about this home in these hours",
      columns: ["Record and lane", "Entries"],
      rows: figure.strips.flatMap { strip -> [[Markup]] in
        if strip.absence != nil {
          return [[Markup(text: strip.title), Markup(text: "— not in this log")]]
        }
        return [[Markup(text: strip.title), Markup(count: strip.records)]]
          + strip.lanes.filter { _ in strip.lanes.count > 1 }.map {
            [Markup(text: "\(strip.title): \($0.label)"), Markup(count: $0.marks.count)]
          }
      })
  }
}
