import NATModel

/// When it happened.
extension EventBuilder {
  /// Sets the times of an event; returns false if the record states none that can be, so that the
  /// time of the message stands in for it.
  ///
  /// What happened at one moment takes the event time, else the start of an opening and the end of a
  /// closing record; whole sessions and flows take start and end.
  func setTimes(
    _ event: inout Event, _ kind: EventKind, _ values: borrowing RecordValues
  ) -> Bool {
    let slots = template.slots
    func has(_ slot: RecordSlot) -> Bool {
      slots.contains(slot) && values.time(slot).nanoseconds >= MessageClock.earliestPlausible
    }
    event.fields.insert(.time)
    let isWhole = kind.isWhole
    let isClose = kind.isClose
    let resolution = template.resolutions
    var isStated = true
    if has(.eventTime), !isWhole || !has(.end) {
      event.time = values.time(.eventTime)
      event.resolution = resolution.event
    } else if has(.end), isWhole || isClose || !has(.start) {
      event.time = values.time(.end)
      event.resolution = resolved(resolution.end)
    } else if has(.start), !isWhole, !isClose {
      event.time = values.time(.start)
      event.resolution = resolved(resolution.start)
    } else {
      event.time = Timestamp(nanoseconds: clock.exported)
      event.resolution = 1_000_000_000
      isStated = false
    }
    if isWhole || isClose, has(.start), values.time(.start) <= event.time {
      event.start = values.time(.start)
      event.fields.insert(.start)
    }
    return isStated
  }

  /// Times relative to an uptime share the resolution of the header's clock, which for NetFlow v9 is
  /// a second.
  private func resolved(_ resolution: UInt32) -> UInt32 {
    exporter.version == 9 && template.usesUptime ? 1_000_000_000 : resolution
  }
}
