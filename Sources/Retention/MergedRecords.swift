import Correlation
import NATModel

/// Connections of one device to one destination within a window, merged into one record.
enum MergedRecords {
  private struct Key: Hashable {
    var subscriber: SubscriberID
    var realm: TextID
    var inside: UInt32
    var outside: UInt32
    var destination: UInt32
    var destinationPort: UInt16
    var proto: UInt8
  }

  /// One session without ports for each run of windows in which the same inside address spoke to the
  /// same destination, from the start of the first to the end of the last window.
  ///
  /// Windows are counted from 1970 UTC. In order of start. O(n log n).
  static func merged(_ store: SessionStore, minutes: Int) -> SessionStore {
    let rounded = RoundedTimes.rounded(store, minutes: minutes)
    var runs: [Session] = []
    var last: [Key: Int] = [:]
    for position in 0..<rounded.count where rounded.destinationNumber(at: position) != 0 {
      var session = rounded[position]
      let key = Key(
        subscriber: session.subscriber, realm: session.realm,
        inside: rounded.insideNumber(at: position), outside: rounded.outsideNumber(at: position),
        destination: rounded.destinationNumber(at: position),
        destinationPort: session.destinationPort, proto: session.proto.rawValue)
      if let run = last[key], session.span.start <= runs[run].span.end {
        runs[run].span.end = max(runs[run].span.end, session.span.end)
        let (sum, overflow) = runs[run].bytes.addingReportingOverflow(session.bytes)
        runs[run].bytes = overflow ? .max : sum
      } else {
        session.insidePort = 0
        session.outsidePort = 0
        session.host = .none
        last[key] = runs.count
        runs.append(session)
      }
    }
    return SessionStore(runs)
  }
}
