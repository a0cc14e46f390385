package import LogFormats

/// What logs and flow exports were found inside packets.
package struct CarriedReport: Sendable {
  /// Exporters of flow records, in order of their first message.
  package var exporters: [ExporterReport] = []
  /// RADIUS packets.
  package var radius = RADIUSStatistics()
  /// Senders of syslog messages, in order of their first message.
  package var syslog: [SyslogReceiver.Sender] = []
  /// Places where octets of a TCP stream or SCTP message were missing from the capture.
  package var streamGaps: UInt64 = 0

  /// Nothing found.
  package init() {}
}
