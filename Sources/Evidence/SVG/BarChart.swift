/// Small multiples of horizontal bars: one row for each regime, one panel for each world, all panels
/// on one scale that begins at zero.
struct BarChart: Sendable {
  /// One bar.
  struct Bar: Sendable {
    /// Its length; `nil` draws the label alone.
    var value: Double?
    /// The interval drawn over its end.
    var interval: ClosedRange<Double>?
    /// What stands at its end.
    var label: String
    /// Hatched, for records that contain the destination.
    var isHatched: Bool
  }

  /// One panel: a heading and a bar for each row.
  struct Panel: Sendable {
    var heading: String
    var bars: [Bar]
  }

  /// Labels of the rows.
  let rows: [String]
  /// The panels; the first three are drawn beside each other, the next three below them.
  let panels: [Panel]
  /// True if values are shares.
  let isShare: Bool
  /// What the axis measures.
  let unit: String

  private static let labelWidth = 168.0
  private static let rowHeight = 42.0
  private static let perLine = 3

  /// The picture.
  func picture(title: String, description: String) -> Markup {
    let lines = stride(from: 0, to: panels.count, by: BarChart.perLine).map {
      Array(panels[$0..<min($0 + BarChart.perLine, panels.count)])
    }
    let lineHeight = 34 + Double(rows.count) * BarChart.rowHeight + 34
    return Drawing.picture(
      height: lineHeight * Double(max(1, lines.count)), title: title, description: description
    ) {
      for (offset, line) in lines.enumerated() {
        self.line(line, top: lineHeight * Double(offset))
      }
    }
  }

  @MarkupBuilder private func line(_ panels: [Panel], top: Double) -> [Markup] {
    let width = (Drawing.width - BarChart.labelWidth) / Double(panels.count)
    for (row, label) in rows.enumerated() {
      let lines = DisplayText.wrapped(label, width: 18, lines: 2)
      let first = rowCentre(row, top) + 5 - Double(lines.count - 1) * Drawing.lineHeight / 2
      for (offset, text) in lines.enumerated() {
        Drawing.label(text, x: 0, y: first + Double(offset) * Drawing.lineHeight)
      }
    }
    for (offset, panel) in panels.enumerated() {
      self.panel(
        panel, left: BarChart.labelWidth + Double(offset) * width, width: width, top: top)
    }
  }

  @MarkupBuilder private func panel(
    _ panel: Panel, left: Double, width: Double, top: Double
  ) -> [Markup] {
    // Room for the label at the end of the longest bar.
    let labels = panels.flatMap(\.bars).filter { $0.value != nil }.map(\.label.count)
    let room = 8 + Drawing.characterWidth * Double(labels.max() ?? 0)
    let scale = Scale(
      values: panels.flatMap(\.bars).flatMap { bar in
        bar.value.map { [$0, bar.interval?.upperBound ?? $0] } ?? []
      },
      start: left, length: max(30, width - min(room, width * 0.6) - 14), isShare: isShare)
    let bottom = top + 34 + Double(rows.count) * BarChart.rowHeight
    Drawing.label(
      DisplayText.shortened(panel.heading, to: Int(width / Drawing.characterWidth)), x: left,
      y: top + 20, shape: "heading")
    for value in [0, scale.maximum] {
      Drawing.line(scale(value), top + 32, scale(value), bottom, shape: "grid")
      Drawing.label(
        NumberText.people(value, unit: isShare ? "share" : unit), x: scale(value), y: bottom + 18,
        anchor: value == 0 ? .start : .middle, shape: "tick")
    }
    for (row, bar) in panel.bars.enumerated() {
      self.bar(bar, scale: scale, left: left, centre: rowCentre(row, top))
    }
  }

  @MarkupBuilder private func bar(
    _ bar: Bar, scale: Scale, left: Double, centre: Double
  ) -> [Markup] {
    if let value = bar.value {
      let end = scale(value)
      Drawing.box(
        x: left, y: centre - 9, width: max(1, end - left), height: 18,
        shape: bar.isHatched ? "bar named" : "bar")
      if bar.isHatched {
        Drawing.box(
          x: left, y: centre - 9, width: max(1, end - left), height: 18, shape: "hatch-diagonal")
      }
      if let interval = bar.interval {
        whisker(from: scale(interval.lowerBound), to: scale(interval.upperBound), centre: centre)
      }
      let after = max(end, bar.interval.map { scale($0.upperBound) } ?? end)
      Drawing.label(bar.label, x: after + 7, y: centre + 5, shape: "value")
    } else {
      Drawing.label(bar.label, x: left + 4, y: centre + 5, shape: "absent")
    }
  }

  @MarkupBuilder private func whisker(from: Double, to: Double, centre: Double) -> [Markup] {
    Drawing.line(from, centre, to, centre, shape: "whisker")
    Drawing.line(from, centre - 5, from, centre + 5, shape: "whisker")
    Drawing.line(to, centre - 5, to, centre + 5, shape: "whisker")
  }

  private func rowCentre(_ row: Int, _ top: Double) -> Double {
    top + 34 + (Double(row) + 0.5) * BarChart.rowHeight
  }
}
