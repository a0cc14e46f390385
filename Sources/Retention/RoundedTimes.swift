import Correlation
import NATModel

/// Times made coarser: an interval grows to whole periods of some minutes.
enum RoundedTimes {
  /// The same sessions, each from the start of the period in which it may have begun to the end of
  /// the period in which it may have ended; periods are counted from 1970 UTC.
  ///
  /// What the record then states is exact, so its resolution is 0 and nothing is inferred.
  static func rounded(_ store: SessionStore, minutes: Int) -> SessionStore {
    let period = Int64(minutes) * 60_000_000_000
    return store.projected { session in
      session.span = rounded(session, to: period)
      session.resolution = 0
      session.knowledge = []
      return true
    }
  }

  private static func rounded(_ session: Session, to period: Int64) -> TimeSpan {
    let slack = session.knowledge.contains(.startInferred) ? Int64(session.resolution) : 0
    let first = session.span.start.advanced(by: -slack).floored(to: period)
    let last = max(
      session.span.end.advanced(by: Int64(session.resolution)),
      session.span.start.advanced(by: 1))
    let floor = last.floored(to: period)
    return TimeSpan(start: first, end: floor == last ? last : floor.advanced(by: period))
  }
}
