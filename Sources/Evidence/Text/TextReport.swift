package import Exposure
import NATModel
import Retention

/// What `natlens expose` prints on a terminal: for each world the matrix and the measures.
///
/// No colour and no control characters unless ``style`` asks for emphasis; at most about 100
/// columns. Meaning never hangs on emphasis.
package struct TextReport: Sendable {
  /// How headings are set.
  package enum Style: Sendable {
    /// Plain text.
    case plain
    /// Headings in bold by ANSI escape sequences (ECMA-48, SGR 1).
    case bold
  }

  private let exhibits: [Exhibit]
  private let measures: [MeasureDescription]
  private let tolerance: Int64
  private let style: Style

  /// A report on some evaluations.
  /// - Parameters:
  ///   - evaluations: The worlds, in the order in which they are printed.
  ///   - measures: Descriptions of all measures, in the order in which they are printed.
  ///   - tolerance: Clock error that every request allows for on both sides, in nanoseconds.
  ///   - style: How headings are set.
  package init(
    evaluations: [Evaluation], measures: [MeasureDescription], tolerance: Int64,
    style: Style = .plain
  ) {
    exhibits = Exhibit.all(evaluations)
    self.measures = measures
    self.tolerance = tolerance
    self.style = style
  }

  /// The report, with a line feed at its end.
  package var text: String {
    exhibits.map(world).joined(separator: "\n").asPlainBlanks
  }

  private func world(_ exhibit: Exhibit) -> String {
    let world = exhibit.evaluation.world
    var text = heading("World \(DisplayText.clean(world.name))") + "\n"
    text += "\(exhibit.behavior)\n"
    text += "\(NumberText.grouped(world.subscribers)) subscribers, "
    text += "\(NumberText.grouped(world.sessions)) sessions"
    if let coverage = world.coverage { text += " in " + Duration.words(coverage.length) }
    text += "\n\(NumberText.grouped(world.requests)) requests from "
    text += DisplayText.clean(world.requestOrigin) + ", tolerance ± \(Duration.words(tolerance))"
    text += "; truth: \(DisplayText.clean(world.truthOrigin ?? "not known"))\n\n"
    text += matrix(exhibit)
    for theme in MeasureDescription.Theme.allCases {
      let described = measures.filter {
        $0.theme == theme && !TextReport.inMatrix.contains($0.id)
      }
      guard !described.isEmpty else { continue }
      text += "\n" + heading(TextReport.title(theme))
      for measure in described { text += "\n" + self.measure(measure, exhibit) }
    }
    return text + dominance(exhibit)
  }

  /// For each type of request, which regimes another makes superfluous.
  private func dominance(_ exhibit: Exhibit) -> String {
    let all = Dominance.all(exhibit.evaluation, measures: measures)
    guard !all.isEmpty else { return "" }
    var grid = TextGrid(rightAligned: [false, false, false])
    for dominance in all {
      let front = "  \(dominance.request.rawValue)"
      grid.add([front, "to be weighed", dominance.front.joined(separator: ", ")])
      if !dominance.silent.isEmpty {
        grid.add(["", "no right answer", dominance.silent.joined(separator: ", ")])
      }
      for pair in dominance.dominated {
        grid.add(["", "superfluous", "\(pair.dominated) (\(pair.by) is enough)"])
      }
    }
    return "\n" + heading("Which records are superfluous") + "\n"
      + "(another answers as many requests rightly and reveals no more by any measure above)\n\n"
      + grid.text
  }

  /// Measures that the matrix shows.
  private static let inMatrix: Set<String> = ["outcome-split", "candidate-set"]

  private static func title(_ theme: MeasureDescription.Theme) -> String {
    switch theme {
    case .attribution: "More about the answers"
    case .exposure: "What the records reveal"
    case .volume: "How much is kept"
    case .collateral: "What a right answer costs the others"
    }
  }

  private func heading(_ words: String) -> String {
    style == .bold ? "\u{1B}[1m\(words)\u{1B}[0m" : words.uppercased()
  }

  private func matrix(_ exhibit: Exhibit) -> String {
    let matrix = AttributionMatrix(exhibit: exhibit)
    let kinds = RequestKind.allCases
    var grid = TextGrid(rightAligned: [false] + kinds.map { _ in true })
    grid.add(["regime"] + kinds.map { $0.rawValue.replacingPlus })
    for retained in exhibit.evaluation.retained {
      grid.addGap()
      grid.add([exhibit.id(retained)] + kinds.map { cell(matrix.cell($0, retained.regime.id)) })
    }
    return heading("Share of requests for which the record \(matrix.verb)") + "\n"
      + "(below it: 95 % interval; right/all; w wrong persons named, k median of candidates)\n\n"
      + grid.text
  }

  private func cell(_ cell: AttributionMatrix.Cell) -> String {
    if let absence = cell.absence { return "—\n\(absence.words)" }
    guard let share = cell.share else { return "—" }
    var last: [String] = []
    if let wrong = cell.wrong, wrong.value != nil, let count = wrong.figure.numerator {
      last.append("w \(count)")
    }
    if let candidates = cell.candidates, candidates.value != nil {
      last.append("k \(candidates.text)")
    }
    return [share.text, share.intervalText, share.count, last.joined(separator: " ")]
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func measure(_ measure: MeasureDescription, _ exhibit: Exhibit) -> String {
    var grid = TextGrid(rightAligned: [false, false, true, true, false])
    for retained in exhibit.evaluation.retained {
      for level in measure.knowledge.isEmpty ? [nil] : measure.knowledge.map(Optional.some) {
        let cited = exhibit.cited(
          measure.id, measure.headline, regime: retained.regime.id,
          request: measure.headlineRequest, knowledge: level)
        let name = "  " + exhibit.id(retained, separator: " ")
        let known = measure.knowledge.count > 1 ? level?.rawValue ?? "" : ""
        guard let cited else {
          grid.add([name, known, "—", "", "not measured"])
          continue
        }
        if case .absent(let words, _) = cited.appearance {
          let why = cited.figure.status == .empty ? cited.figure.note : ""
          grid.add([name, known, "—", "", why.isEmpty ? words : DisplayText.clean(why)])
        } else {
          grid.add([name, known, cited.text, cited.intervalText, note(cited)])
        }
      }
    }
    let asked = measure.headlineRequest.map { ", asked with \($0.rawValue)" } ?? ""
    return "\(measure.title) (\(measure.id), \(measure.unit)\(asked))\n" + grid.text
      + curve(measure, exhibit) + elsewhere(measure)
  }

  /// The parts of a measure that make a curve, a line for each regime that has one.
  private func curve(_ measure: MeasureDescription, _ exhibit: Exhibit) -> String {
    guard let beginning = measure.curve else { return "" }
    return exhibit.evaluation.retained.map { retained -> String in
      let points = exhibit.evaluation.figures.filter {
        $0.measure == measure.id && $0.regime == retained.regime.id && $0.value != nil
          && $0.part.hasPrefix(beginning)
          && (measure.headlineRequest == nil || $0.request == measure.headlineRequest)
      }
      guard points.contains(where: { $0.value != 0 }) else { return "" }
      let words = points.map { point in
        let cited = exhibit.cited(
          point.measure, point.part, regime: point.regime, request: point.request,
          knowledge: point.knowledge)
        return "\(point.part.dropFirst(beginning.count)): \(cited?.text ?? "—")"
      }
      return wrapped("  \(retained.regime.id)  \(beginning)… " + words.joined(separator: ", "))
    }.joined()
  }

  /// What published work found.
  private func elsewhere(_ measure: MeasureDescription) -> String {
    measure.literature.isEmpty ? "" : wrapped("  elsewhere: " + measure.literature)
  }

  /// Text in lines of at most 98 columns, indented by four from the second on.
  private func wrapped(_ text: String) -> String {
    var lines = [""]
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let line = lines[lines.count - 1]
      if line.count + word.count + 1 > 98 {
        lines.append("    " + word)
      } else {
        lines[lines.count - 1] = lines.count == 1 && line.isEmpty ? String(word) : line + " " + word
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the number is computed over, and the note up to its colon.
  private func note(_ cited: CitedFigure) -> String {
    let note = cited.figure.note.prefix { $0 != ":" }
    return [cited.count, DisplayText.shortened(String(note), to: 48)].filter { !$0.isEmpty }
      .joined(separator: "; ")
  }
}

extension String {
  /// Request types broken after each `+`, to be set in a narrow column.
  fileprivate var replacingPlus: String {
    split(separator: "+").joined(separator: "+\n")
  }

  /// No-break blanks as plain ones.
  fileprivate var asPlainBlanks: String {
    String(map { $0 == "\u{A0}" ? " " : $0 })
  }
}
