import Exposure
import NATModel
import Retention

/// One subscriber's day under every regime, sorted into strips and lanes to be drawn.
///
/// Made from ``SubscriberDay`` alone: nothing is drawn that no retained record says.
struct DayFigure: Sendable {
  /// Lanes of one strip besides the one for the rest.
  static let mostLanes = 8
  /// Marks of one strip that are written to `report.json` and drawn.
  static let mostMarks = 4000

  /// Records of one strip that share a label.
  struct Lane: Sendable {
    let label: String
    let marks: [SubscriberDay.Mark]
    /// True for the lane that gathers what has no lane of its own.
    let isRest: Bool
  }

  /// What the records of one strip tell, by the fields that they hold.
  enum Reading: Sendable {
    case nothing
    case contract
    case insideAddress
    case fixedPorts
    case portBlock
    case moments
    case destinations
    case names
  }

  /// One regime.
  struct Strip: Sendable {
    let regimeID: String
    let title: String
    /// Why there is nothing to draw, if the inputs do not hold it.
    let absence: String?
    let marks: [SubscriberDay.Mark]
    let reading: Reading
    let lanes: [Lane]
    /// Different destinations among all marks.
    let destinations: Int

    /// How many records the strip holds.
    var records: Int { marks.count }
  }

  /// Whom the day belongs to, as printed.
  let subject: String
  /// The day.
  let day: SubscriberDay
  /// One strip for each regime.
  let strips: [Strip]

  /// The figure of a world's day, or `nil` if it has none.
  init?(_ exhibit: Exhibit, subject: String?, pseudonyms: Pseudonyms) {
    guard let day = exhibit.evaluation.day else { return nil }
    self.day = day
    self.subject = subject ?? "subscriber \(day.subscriber.rawValue)"
    strips = day.strips.map { strip in
      let title =
        exhibit.evaluation.retained.first { $0.regime.id == strip.regime }.map(exhibit.title)
        ?? strip.regime
      return DayFigure.strip(strip, title: title, pseudonyms: pseudonyms)
    }
  }

  private static func strip(
    _ strip: SubscriberDay.Strip, title: String, pseudonyms: Pseudonyms
  ) -> Strip {
    if case .notInThisLog(let reason) = strip.availability {
      return Strip(
        regimeID: strip.regime, title: title, absence: reason, marks: [], reading: .nothing,
        lanes: [], destinations: 0)
    }
    let reading = reading(strip.marks)
    let labelled = strip.marks.map { (label($0, reading, pseudonyms), $0) }
    let destinations =
      reading == .destinations || reading == .names ? Set(labelled.map(\.0)).count : 0
    return Strip(
      regimeID: strip.regime, title: title, absence: nil, marks: strip.marks, reading: reading,
      lanes: lanes(labelled, reading), destinations: destinations)
  }

  /// What the marks tell: decided by the fields that at least one of them holds.
  private static func reading(_ marks: [SubscriberDay.Mark]) -> Reading {
    if marks.isEmpty { return .nothing }
    if marks.contains(where: { !$0.host.isEmpty }) { return .names }
    if marks.contains(where: { $0.record.destination != nil }) { return .destinations }
    guard marks.contains(where: { $0.record.ports != nil }) else {
      return marks.contains { $0.span != nil && $0.record.inside != nil }
        ? .insideAddress : .contract
    }
    if marks.allSatisfy({ $0.span == nil }) { return .fixedPorts }
    return marks.contains { ($0.record.ports?.count ?? 0) > 1 } ? .portBlock : .moments
  }

  private static func label(
    _ mark: SubscriberDay.Mark, _ reading: Reading, _ pseudonyms: Pseudonyms
  ) -> String {
    let record = mark.record
    switch reading {
    case .names where !mark.host.isEmpty: return DisplayText.clean(mark.host)
    case .names, .destinations: return record.destination?.description ?? "no destination stated"
    case .insideAddress:
      return record.inside.map { pseudonyms.insideAddress($0.description) } ?? "inside address"
    case .fixedPorts, .portBlock:
      guard let ports = record.ports else { return "no ports stated" }
      return "ports \(ports.lowerBound)–\(ports.upperBound)"
    case .moments: return record.outside.map { "via \($0)" } ?? "some port"
    case .nothing, .contract: return ""
    }
  }

  /// Lanes by label, those with most marks first, then by first appearance.
  private static func lanes(
    _ labelled: [(String, SubscriberDay.Mark)], _ reading: Reading
  ) -> [Lane] {
    guard reading != .nothing, reading != .contract else { return [] }
    var order: [String] = []
    var groups: [String: [SubscriberDay.Mark]] = [:]
    for (label, mark) in labelled {
      if groups[label] == nil { order.append(label) }
      groups[label, default: []].append(mark)
    }
    let sorted = order.enumerated().map {
      (offset: $0.offset, marks: groups[$0.element] ?? [], label: $0.element)
    }
    .sorted {
      $0.marks.count == $1.marks.count ? $0.offset < $1.offset : $0.marks.count > $1.marks.count
    }
    let shown = sorted.prefix(sorted.count <= mostLanes + 1 ? mostLanes + 1 : mostLanes)
    var lanes = shown.map {
      Lane(label: $0.label, marks: Array($0.marks.prefix(mostMarks)), isRest: false)
    }
    let rest = sorted.dropFirst(shown.count)
    if !rest.isEmpty {
      lanes.append(
        Lane(
          label: "and \(NumberText.grouped(rest.count)) more",
          marks: Array(rest.flatMap(\.marks).prefix(mostMarks)), isRest: true))
    }
    return lanes
  }
}
