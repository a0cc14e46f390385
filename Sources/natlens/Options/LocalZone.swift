import LogFormats
import NATModel

import struct Foundation.Date
import struct Foundation.TimeZone

/// The zone given with `--tz`, applied to times that state none.
struct LocalZone: Sendable {
  /// A zone from an offset (`+02:00`, `-0330`, `Z`) or a name of the zone database.
  /// - Throws: ``CommandFailure`` if it is neither.
  init(parsing text: String) throws {
    if let offset = LocalZone.offset(parsing: text), let zone = TimeZone(secondsFromGMT: offset) {
      rules = LocalZone.rules(of: zone)
    } else if let zone = TimeZone(identifier: text) {
      rules = LocalZone.rules(of: zone)
    } else {
      throw CommandFailure(
        .usage, seen: "--tz \(text): no such zone",
        remedy: "Give an offset such as +02:00 or a name such as Europe/Rome.")
    }
  }

  /// The zone's offsets from 1970 to 2100.
  let rules: ZoneRules

  private static func rules(of zone: TimeZone) -> ZoneRules {
    var changes: [ZoneRules.Change] = []
    var instant = Date(timeIntervalSince1970: 0)
    let end = Date(timeIntervalSince1970: 4_102_444_800)
    let first = zone.secondsFromGMT(for: instant)
    while let next = zone.nextDaylightSavingTimeTransition(after: instant), next > instant,
      next < end
    {
      instant = next
      guard let change = Timestamp(seconds: Int64(next.timeIntervalSince1970.rounded())) else {
        break
      }
      changes.append(
        ZoneRules.Change(instant: change, offsetSeconds: zone.secondsFromGMT(for: next)))
    }
    return ZoneRules(offsetSeconds: first, changes: changes)
  }

  /// The instant of a civil time in this zone, without a zone of its own; `nil` if it cannot be read.
  ///
  /// Nor can a time that came twice, at the end of daylight saving time, or never: which of two
  /// instants an hour apart is meant, only an offset says.
  func instant(ofLocal text: String) -> Timestamp? {
    guard let civil = Timestamp(rfc3339: text + "Z") else { return nil }
    let (time, isAmbiguous) = rules.instant(reading: civil)
    return isAmbiguous ? nil : time
  }

  private static func offset(parsing text: String) -> Int? {
    if text == "Z" || text.uppercased() == "UTC" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.count == 4, let value = Int(digits), value % 100 < 60, value / 100 < 24 else {
      return nil
    }
    return (sign == "-" ? -1 : 1) * (value / 100 * 3600 + value % 100 * 60)
  }
}
