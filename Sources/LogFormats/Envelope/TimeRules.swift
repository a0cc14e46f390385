package import NATModel

/// What to make of a time that states no year or no zone; never applied silently.
///
/// - *Year.* With ``year``, every such time is of that year. Without, it is of the latest year that
///   does not take it more than a day past ``reference``: a file last written on 2 January holds the
///   December of the year before, and a device whose clock is a few hours ahead stays in its year.
///   The event carries ``EventFields/assumedYear``.
/// - *Zone.* The time is a reading of clocks in ``zone``. The event carries
///   ``EventFields/assumedZone``.
/// - *Clock change.* A reading that came twice, or never, is given as the earlier instant (the one
///   with the offset in force before the change) and carries ``EventFields/ambiguousTime``. The other
///   instant lies ``EventFields/foldNanoseconds`` later at most, so an answer that must not miss it
///   looks that much further.
package struct TimeRules: Hashable, Sendable {
  /// The year of every time that states none, or `nil` to derive it from ``reference``.
  package var year: Int?
  /// An instant that no record is much younger than: when the file was last changed.
  package var reference: Timestamp
  /// The zone of every time that states none.
  package var zone: ZoneRules

  /// Rules from their parts.
  package init(year: Int? = nil, reference: Timestamp, zone: ZoneRules = .utc) {
    self.year = year
    self.reference = reference
    self.zone = zone
  }

  /// The instant of a reading, and what was assumed for it; `nil` if there is no such time.
  ///
  /// 29 February without a year goes back to the latest leap year that the rule allows.
  func instant(of clock: ClockText) -> (time: Timestamp, assumed: EventFields)? {
    if let stated = clock.year ?? year {
      guard let (time, assumed) = instant(of: clock, year: stated) else { return nil }
      return (time, clock.year == nil ? assumed.union(.assumedYear) : assumed)
    }
    let latest = reference.advanced(by: 86_400_000_000_000)
    let newest = reference.civil.year
    // In the last hours of a year the next one may have begun where the clock stands.
    for year in stride(from: newest + 1, through: newest - 8, by: -1) {
      if let (time, assumed) = instant(of: clock, year: year), time <= latest {
        return (time, assumed.union(.assumedYear))
      }
    }
    return nil
  }

  private func instant(of clock: ClockText, year: Int) -> (time: Timestamp, assumed: EventFields)? {
    guard
      let reading = Timestamp(
        year: year, month: clock.month, day: clock.day, hour: clock.hour, minute: clock.minute,
        second: clock.second, nanosecond: clock.nanosecond, offsetSeconds: clock.offset ?? 0)
    else { return nil }
    guard clock.offset == nil else { return (reading, []) }
    let (time, isAmbiguous) = zone.instant(reading: reading)
    return (time, isAmbiguous ? [.assumedZone, .ambiguousTime] : .assumedZone)
  }
}
