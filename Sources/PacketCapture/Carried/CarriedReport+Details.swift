import LogFormats
package import NATModel

/// What `inspect` shows of the logs inside packets, beside exporters.
extension CarriedReport {
  /// Counts that are not zero, in order.
  package var details: [InputReport.Detail] {
    let requests = radius.codes[4] ?? 0
    let events = syslog.reduce(UInt64(0)) { $0 + $1.events }
    let lines = syslog.reduce(UInt64(0)) { $0 + $1.lines }
    let unknown = syslog.reduce(UInt64(0)) { $0 + ($1.dialect == nil ? $1.lines : 0) }
    let counts: [(String, UInt64)] = [
      ("radius_packets", radius.codes.values.reduce(0, +)),
      ("radius_accounting_requests", requests),
      ("radius_retransmissions", radius.retransmissions),
      ("radius_starts_lost", radius.lostStarts), ("radius_stops_lost", radius.lostStops),
      ("radius_ended_by_device", radius.endedByDevice),
      ("radius_open_at_end", radius.openAtEnd), ("radius_sessions_evicted", radius.evicted),
      ("syslog_messages", lines), ("syslog_events", events),
      ("syslog_not_recognised", unknown), ("stream_gaps", streamGaps),
    ]
    return counts.filter { $0.1 > 0 }.map { InputReport.Detail(name: $0.0, count: $0.1) }
  }
}
