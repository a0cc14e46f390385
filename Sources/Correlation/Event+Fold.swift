import NATModel

/// Times read in an hour that occurs twice.
extension Event {
  /// The first instant after everything that the time may mean: within its resolution, and in an
  /// hour that occurs twice the second time.
  var latestInstant: Timestamp {
    time.advanced(by: max(1, Int64(resolution))).advanced(by: fold)
  }

  /// By how much the times may be later than stated, in nanoseconds.
  var fold: Int64 { has(.ambiguousTime) ? EventFields.foldNanoseconds : 0 }
}
