import Exposure
import NATModel
import Retention

/// What the records reveal and how many there are: one figure for each measure, whatever it is.
struct LadderSection: Sendable {
  /// The section.
  func markup(_ composition: inout Composition) -> Markup {
    var figures: [Markup] = []
    for measure in composition.content.measures where measure.theme != .attribution {
      figures.append(figure(measure, &composition))
    }
    return Markup("section", ["id": "exposure", "aria-labelledby": "exposure-title"]) {
      Markup("h2", ["id": "exposure-title"]) { "What the records reveal about everybody" }
      Markup("p") {
        """
        These numbers are about all homes, most of which nobody ever asks about. One bar stands for \
        each record, from least to most kept; all bars of a figure have the same scale, which begins \
        at zero. The thin line over the end of a bar shows the range in which the true value lies \
        with 95 % confidence. Hatched bars belong to records that name the destination.
        """
      }
      figures
    }
  }

  private func figure(
    _ measure: MeasureDescription, _ composition: inout Composition
  ) -> Markup {
    let levels: [Knowledge.Level?] = measure.knowledge.isEmpty ? [nil] : measure.knowledge
    let title = title(measure, composition.exhibits)
    let exhibits = composition.exhibits
    return composition.figure(composition.heading(title)) {
      Markup("p") { measure.definition }
      for level in levels {
        if levels.count > 1, let level {
          Markup("p", ["class": "panel"]) { KnowledgeWords.sentence(level) }
        }
        Markup(
          "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": title.text]
        ) {
          self.chart(measure, level, exhibits).picture(
            title: title.text,
            description: """
              Horizontal bars from zero, one for each record, one panel for each world. \
              \(measure.definition) The numbers stand in the table below.
              """)
        }
      }
      Markup("p", ["class": "misleads"]) {
        Markup("strong") { "Careful: " }
        measure.misleads
      }
      if !measure.literature.isEmpty {
        Markup("p", ["class": "misleads"]) {
          Markup("strong") { "Elsewhere: " }
          measure.literature
        }
      }
      self.notes(measure, exhibits)
      Markup.numbers("Numbers behind this figure") {
        MeasureTable(measure: measure).markup(exhibits)
        Markup("p", ["class": "files"]) {
          "All parts of this measure: "
          Markup.file(DataTables.path(of: measure))
        }
      }
    }
  }

  /// What the figures say about themselves, each note once.
  @MarkupBuilder private func notes(
    _ measure: MeasureDescription, _ exhibits: [Exhibit]
  ) -> [Markup] {
    let notes = exhibits.flatMap(\.evaluation.figures)
      .filter { $0.measure == measure.id && $0.part == measure.headline && !$0.note.isEmpty }
      .map(\.note)
    var seen: Set<String> = []
    let distinct = notes.filter { seen.insert($0).inserted }
    if !distinct.isEmpty {
      Markup("ul", ["class": "notes"]) {
        for note in distinct { Markup("li") { note } }
      }
    }
  }

  /// The highest against the highest without destinations, in the world where they differ most.
  private func title(_ measure: MeasureDescription, _ exhibits: [Exhibit]) -> Sentence {
    var widest: (spread: Double, sentence: Sentence)?
    for exhibit in exhibits {
      let shown = exhibit.ladder.compactMap { retained -> (Regime, CitedFigure, Double)? in
        guard
          let cited = exhibit.cited(
            measure.id, measure.headline, regime: retained.regime.id,
            request: measure.headlineRequest, knowledge: measure.knowledge.last),
          let value = cited.value
        else { return nil }
        return (retained.regime, cited, value)
      }
      guard let most = shown.max(by: { $0.2 < $1.2 }), let least = shown.min(by: { $0.2 < $1.2 }),
        let high = most.1.claim(most.1.text), let low = least.1.claim(least.1.text)
      else { continue }
      let unit = most.1.figure.unit == "share" ? "" : " \(most.1.figure.unit)"
      let sentence: Sentence =
        least.2 == most.2
        ? "\(measure.title): \(high)\(unit) under every record (\(exhibit.name))"
        : "\(measure.title): from \(low) under “\(least.0.title)” to \(high)\(unit) under “\(most.0.title)” (\(exhibit.name))"
      if widest == nil || most.2 - least.2 > widest?.spread ?? 0 {
        widest = (most.2 - least.2, sentence)
      }
    }
    return widest?.sentence ?? "\(measure.title): nothing could be computed from these inputs"
  }

  private func chart(
    _ measure: MeasureDescription, _ level: Knowledge.Level?, _ exhibits: [Exhibit]
  ) -> BarChart {
    let regimes = WorldDocument.regimes(of: exhibits)
    let panels = exhibits.map { exhibit in
      BarChart.Panel(
        heading: exhibit.name,
        bars: regimes.map { regime in
          let cited = exhibit.cited(
            measure.id, measure.headline, regime: regime.id, request: measure.headlineRequest,
            knowledge: level)
          return BarChart.Bar(
            value: cited?.value, interval: cited?.value == nil ? nil : cited?.figure.interval,
            label: LadderSection.label(cited), isHatched: regime.containsDestination)
        })
    }
    let unit = exhibits.lazy.flatMap(\.evaluation.figures)
      .first { $0.measure == measure.id && $0.part == measure.headline }?.unit
    return BarChart(
      rows: regimes.map(\.title), panels: panels, isShare: (unit ?? measure.unit) == "share",
      unit: unit ?? measure.unit)
  }

  private static func label(_ cited: CitedFigure?) -> String {
    guard let cited else { return "— not measured" }
    if case .absent(let words, _) = cited.appearance { return "— \(words)" }
    return cited.text + (cited.isModelled ? " \(CitedFigure.modelled)" : "")
  }
}
