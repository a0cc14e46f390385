import Exposure
import NATModel
import Retention

/// One subscriber's day as JSON: what the figure of the seven strips is drawn from.
///
/// `subject` (pseudonym), `rule` (how the subscriber was picked), `span`, and `strips`: for each
/// regime `regime`, `availability`, `reason`, `records` (all marks of the strip), `destinations`
/// (different destinations among them), `lanes` (as drawn: `label`, `records`), and `marks` (at most
/// ``DayFigure/mostMarks``: `start`, `end`, `outside`, `first_port`, `last_port`, `protocol`,
/// `destination`, `destination_port`, `host`; absent fields are left out).
enum DayDocument {
  /// The object of a day, or `null`.
  static func json(_ figure: DayFigure?) -> JSONValue {
    guard let figure else { return .null }
    return [
      "subject": .string(figure.subject), "rule": .string(figure.day.rule),
      "span": WorldDocument.span(figure.day.span), "strips": .array(figure.strips.map(json)),
    ]
  }

  private static func json(_ strip: DayFigure.Strip) -> JSONValue {
    [
      "regime": .string(strip.regimeID),
      "availability": strip.absence == nil ? "kept" : "not-in-this-log",
      "reason": .optional(strip.absence), "records": .integer(strip.records),
      "destinations": .integer(strip.destinations),
      "lanes": .array(
        strip.lanes.map { ["label": .string($0.label), "records": .integer($0.marks.count)] }),
      "marks": .array(strip.marks.prefix(DayFigure.mostMarks).map(json)),
    ]
  }

  private static func json(_ mark: SubscriberDay.Mark) -> JSONValue {
    var members: [String: JSONValue] = [:]
    func set(_ key: String, _ value: String?) {
      if let value { members[key] = .string(value) }
    }
    let record = mark.record
    set("start", mark.span?.start.description)
    set("end", mark.span?.end.description)
    set("outside", record.outside?.description)
    set("protocol", record.proto?.name)
    set("destination", record.destination?.description)
    set("host", mark.host.isEmpty ? nil : mark.host)
    if let ports = record.ports {
      members["first_port"] = .integer(Int(ports.lowerBound))
      members["last_port"] = .integer(Int(ports.upperBound))
    }
    if let port = record.destinationPort { members["destination_port"] = .integer(Int(port)) }
    return .object(members)
  }
}
