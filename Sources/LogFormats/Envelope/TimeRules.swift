package import NATModel

/// What to make of a time that states no year or no zone; never applied silently.
///
/// A time completed by a rule carries ``EventFields/assumedYear`` or ``EventFields/assumedZone``.
package struct TimeRules: Hashable, Sendable {
  /// The year of every time that states none, or `nil` to derive it from ``reference``.
  package var year: Int?
  /// An instant that no record is much younger than: when the file was last changed.
  ///
  /// A time without a year belongs to this instant's year, unless it would then lie more than a day
  /// after it: then to the year before.
  package var reference: Timestamp
  /// Offset from UTC, in seconds, of every time that states no zone.
  package var offsetSeconds: Int

  /// Rules from their parts.
  package init(year: Int? = nil, reference: Timestamp, offsetSeconds: Int = 0) {
    self.year = year
    self.reference = reference
    self.offsetSeconds = offsetSeconds
  }

  /// The instant of a time without a year, or `nil` if it does not exist.
  ///
  /// 29 February goes back to the latest leap year that the rule allows.
  func instant(
    month: Int, day: Int, hour: Int, minute: Int, second: Int, nanosecond: Int, offset: Int
  ) -> Timestamp? {
    func make(_ year: Int) -> Timestamp? {
      Timestamp(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        nanosecond: nanosecond, offsetSeconds: offset)
    }
    if let year { return make(year) }
    let latest = reference.advanced(by: 86_400_000_000_000)
    let newest = reference.civil.year
    for back in 0...8 {
      if let made = make(newest - back), made <= latest { return made }
    }
    return nil
  }
}
