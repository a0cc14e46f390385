import Exposure
import NATModel

/// One regime's strip of a day: lanes with a label, and a bar or tick for each record.
struct DayStrip: Sendable {
  let strip: DayFigure.Strip
  let span: TimeSpan

  private static let labelWidth = 216.0
  private static let laneHeight = 24.0

  /// The picture.
  func picture(title: String, description: String) -> Markup {
    let lanes = max(1, strip.lanes.count)
    let bottom = 4 + Double(lanes) * DayStrip.laneHeight
    let axis = TimeAxis(
      span: span, start: DayStrip.labelWidth, length: Drawing.width - DayStrip.labelWidth - 24)
    return Drawing.picture(height: bottom + 26, title: title, description: description) {
      Drawing.box(
        x: DayStrip.labelWidth, y: 2, width: Drawing.width - DayStrip.labelWidth - 24,
        height: bottom - 2, shape: strip.absence == nil ? "strip" : "strip missing")
      for tick in axis.ticks {
        Drawing.line(tick.x, 2, tick.x, bottom + 4, shape: "grid")
        Drawing.label(tick.label, x: tick.x, y: bottom + 20, anchor: .middle, shape: "tick")
      }
      if strip.lanes.isEmpty {
        Drawing.label(
          strip.absence == nil ? "nothing about these hours" : "not in this log",
          x: DayStrip.labelWidth + 12, y: 22, shape: "absent")
      }
      for (offset, lane) in strip.lanes.enumerated() {
        self.lane(lane, top: 4 + Double(offset) * DayStrip.laneHeight, axis: axis)
      }
    }
  }

  @MarkupBuilder private func lane(
    _ lane: DayFigure.Lane, top: Double, axis: TimeAxis
  ) -> [Markup] {
    Drawing.label(
      DisplayText.shortened(lane.label, to: 23), x: 0, y: top + 17,
      shape: lane.isRest ? "label rest" : "label")
    Drawing.line(
      DayStrip.labelWidth, top + 12, Drawing.width - 24, top + 12, shape: "rail")
    marks(lane.marks, axis: axis, lane: lane, top: top)
  }

  /// Boxes of the marks; marks that fall on the same place are drawn once.
  private func marks(
    _ marks: [SubscriberDay.Mark], axis: TimeAxis, lane: DayFigure.Lane, top: Double
  ) -> [Markup] {
    var drawn: Set<String> = []
    return marks.compactMap { mark in
      let left = mark.span.map { axis($0.start) } ?? axis(span.start)
      let right = mark.span.map { axis($0.end) } ?? axis(span.end)
      let width = max(2.4, right - left)
      guard drawn.insert("\(Drawing.number(left)) \(Drawing.number(width))").inserted else {
        return nil
      }
      return Drawing.box(
        x: left, y: top + 4, width: width, height: 16,
        shape: mark.span == nil ? "mark untimed" : (lane.isRest ? "mark rest" : "mark"))
    }
  }
}
