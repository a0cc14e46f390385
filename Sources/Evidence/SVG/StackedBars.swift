/// Horizontal bars of full length, each cut into the shares of its outcomes.
struct StackedBars: Sendable {
  /// One piece of a bar.
  struct Segment: Sendable {
    /// Its share of the bar.
    var share: Double
    /// How many it stands for.
    var count: Int?
    /// Its look.
    var style: OutcomeStyle
  }

  /// One bar.
  struct Row: Sendable {
    var label: String
    var segments: [Segment]
  }

  /// Bars under one heading, and lines of text below them.
  struct Group: Sendable {
    var heading: String
    var rows: [Row]
    var notes: [String]
  }

  /// What is drawn, from top to bottom.
  let groups: [Group]

  private static let labelWidth = 282.0
  /// Room at the right for the number of wrong persons, too few to be written inside the bar.
  private static let alarmWidth = 92.0
  private static let rowHeight = 26.0
  private static let headingHeight = 32.0

  /// The picture.
  func picture(title: String, description: String) -> Markup {
    let height = groups.reduce(0.0) { $0 + StackedBars.height($1) }
    return Drawing.picture(height: height + 6, title: title, description: description) {
      var top = 0.0
      return groups.flatMap { group in
        defer { top += StackedBars.height(group) }
        return self.group(group, top: top)
      }
    }
  }

  private static func height(_ group: Group) -> Double {
    headingHeight + Double(group.rows.count + group.notes.count) * rowHeight
  }

  @MarkupBuilder private func group(_ group: Group, top: Double) -> [Markup] {
    Drawing.label(group.heading, x: 0, y: top + 22, shape: "heading")
    for (offset, row) in group.rows.enumerated() {
      self.row(
        row, top: top + StackedBars.headingHeight + Double(offset) * StackedBars.rowHeight)
    }
    for (offset, note) in group.notes.enumerated() {
      Drawing.label(
        note, x: 12,
        y: top + StackedBars.headingHeight
          + Double(group.rows.count + offset) * StackedBars.rowHeight + 17, shape: "absent")
    }
  }

  @MarkupBuilder private func row(_ row: Row, top: Double) -> [Markup] {
    Drawing.label(DisplayText.shortened(row.label, to: 31), x: 12, y: top + 17)
    segments(row.segments, top: top)
    if let wrong = row.segments.first(where: { $0.style.isAlarm }), wrong.share > 0 {
      Drawing.label(
        "\(StackedBars.count(wrong)) wrong", x: Drawing.width, y: top + 17, anchor: .end,
        shape: "alarm")
    }
  }

  private func segments(_ segments: [Segment], top: Double) -> [Markup] {
    let width = Drawing.width - StackedBars.labelWidth - StackedBars.alarmWidth
    var left = StackedBars.labelWidth
    return segments.filter { $0.share > 0 }.flatMap { segment in
      let length = min(max(2, segment.share * width), StackedBars.labelWidth + width - left)
      defer { left += length }
      return self.segment(segment, left: left, length: length, top: top)
    }
  }

  private static func count(_ segment: Segment) -> String {
    segment.count.map { NumberText.grouped($0) } ?? NumberText.percent(segment.share)
  }

  @MarkupBuilder private func segment(
    _ segment: Segment, left: Double, length: Double, top: Double
  ) -> [Markup] {
    let count = StackedBars.count(segment)
    let full = "\(segment.style.label) \(count)"
    let room = Int((length - 8) / Drawing.characterWidth)
    let text = full.count <= room ? full : (count.count <= room ? count : "")
    Drawing.box(
      x: left, y: top + 2, width: length, height: 22, shape: "outcome \(segment.style.shape)",
      title: full)
    if let hatch = segment.style.hatch {
      Drawing.box(x: left, y: top + 2, width: length, height: 22, shape: hatch)
    }
    if !text.isEmpty {
      if segment.style.hatch != nil {
        Drawing.box(
          x: left + 2, y: top + 4, width: 6 + Double(text.count) * Drawing.characterWidth,
          height: 18, shape: "plate \(segment.style.shape)")
      }
      Drawing.label(text, x: left + 5, y: top + 18, shape: "on-\(segment.style.shape)")
    }
  }
}
