package import NATModel

/// What reading one capture gave, beside the events.
package struct CaptureResult: Sendable {
  /// The numbers every command prints: packets, rejects, what the events held.
  package var report: InputReport
  /// Counts that only captures have.
  package var statistics: CaptureStatistics
  /// Logs and flow exports found inside the packets.
  package var carried = CarriedReport()
  /// What is wrong with the file, if reading stopped before its end because of that.
  package var damage: String?
}
