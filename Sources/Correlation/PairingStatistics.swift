/// How open and close records found each other.
package struct PairingStatistics: Hashable, Sendable {
  /// Sessions with both an opening and a closing record (or one record for both).
  package var paired = 0
  /// Closing records without an opening; the start came from a duration or is the close itself.
  package var closedWithoutOpen = 0
  /// Openings without a close; the end was inferred.
  package var openWithoutClose = 0
  /// Records that repeat one already seen and were not counted again.
  package var duplicates = 0
  /// Records that state too little to be a session (no time, or neither inside nor outside).
  package var unusable = 0

  /// Nothing counted yet.
  package init() {}
}
