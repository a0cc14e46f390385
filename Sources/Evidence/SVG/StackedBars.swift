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

  /// One bar, or a few words in its place.
  struct Row: Sendable {
    var label: String
    var segments: [Segment]
    var absence: String?
  }

  /// Bars under one heading.
  struct Group: Sendable {
    var heading: String
    var rows: [Row]
  }

  /// What is drawn, from top to bottom.
  let groups: [Group]

  private static let labelWidth = 250.0
  private static let rowHeight = 26.0
  private static let headingHeight = 32.0

  /// The picture.
  func picture(title: String, description: String) -> Markup {
    let height = groups.reduce(0.0) {
      $0 + StackedBars.headingHeight + Double($1.rows.count) * StackedBars.rowHeight
    }
    return Drawing.picture(height: height + 6, title: title, description: description) {
      var top = 0.0
      return groups.flatMap { group in
        defer {
          top += StackedBars.headingHeight + Double(group.rows.count) * StackedBars.rowHeight
        }
        return self.group(group, top: top)
      }
    }
  }

  @MarkupBuilder private func group(_ group: Group, top: Double) -> [Markup] {
    Drawing.label(group.heading, x: 0, y: top + 22, shape: "heading")
    for (offset, row) in group.rows.enumerated() {
      self.row(
        row, top: top + StackedBars.headingHeight + Double(offset) * StackedBars.rowHeight)
    }
  }

  @MarkupBuilder private func row(_ row: Row, top: Double) -> [Markup] {
    Drawing.label(DisplayText.shortened(row.label, to: 30), x: 12, y: top + 17)
    if let absence = row.absence {
      Drawing.label("— " + absence, x: StackedBars.labelWidth, y: top + 17, shape: "absent")
    } else {
      segments(row.segments, top: top)
    }
  }

  private func segments(_ segments: [Segment], top: Double) -> [Markup] {
    let width = Drawing.width - StackedBars.labelWidth
    var left = StackedBars.labelWidth
    return segments.filter { $0.share > 0 }.flatMap { segment in
      let length = min(max(2, segment.share * width), Drawing.width - left)
      defer { left += length }
      return self.segment(segment, left: left, length: length, top: top)
    }
  }

  @MarkupBuilder private func segment(
    _ segment: Segment, left: Double, length: Double, top: Double
  ) -> [Markup] {
    let count = segment.count.map { NumberText.grouped($0) } ?? NumberText.percent(segment.share)
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
          height: 18, shape: "outcome \(segment.style.shape)")
      }
      Drawing.label(text, x: left + 5, y: top + 18, shape: "on-\(segment.style.shape)")
    }
  }
}
