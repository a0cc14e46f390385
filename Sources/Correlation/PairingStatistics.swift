/// How open and close records found each other.
package struct PairingStatistics: Hashable, Sendable {
  /// Sessions with both an opening and a closing record (or one record for both).
  package var paired = 0
  /// Closing records without an opening; the start came from a duration or is the close itself.
  package var closedWithoutOpen = 0
  /// Openings without a close; the end was inferred.
  package var openWithoutClose = 0
  /// Of those, openings that ended because the same key was opened again.
  package var superseded = 0
  /// Records that repeat one already seen and were not counted again.
  package var duplicates = 0
  /// Records that state too little to be a session (no time, or neither inside nor outside).
  package var unusable = 0
  /// Sessions whose host name came from an observation of the same five-tuple.
  package var namedByConnection = 0
  /// Sessions whose host name came from an earlier DNS answer to the same client.
  package var namedByLookup = 0

  /// Nothing counted yet.
  package init() {}

  /// Adds other counts.
  package mutating func absorb(_ other: PairingStatistics) {
    paired += other.paired
    closedWithoutOpen += other.closedWithoutOpen
    openWithoutClose += other.openWithoutClose
    superseded += other.superseded
    duplicates += other.duplicates
    unusable += other.unusable
    namedByConnection += other.namedByConnection
    namedByLookup += other.namedByLookup
  }
}
