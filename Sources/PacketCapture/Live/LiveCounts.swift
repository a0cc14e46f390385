/// What the system counted while packets were captured (pcap_stats(3)).
package struct LiveCounts: Sendable, Equatable {
  /// Packets that passed the filter.
  package var received: UInt64 = 0
  /// Packets lost because this program was too slow or the buffer too small.
  package var dropped: UInt64 = 0
  /// Packets lost in the interface or its driver, where that is known.
  package var droppedByInterface: UInt64 = 0
  /// Files that were written, in order; those deleted by rotation are not among them.
  package var files: [String] = []

  /// Nothing counted yet.
  package init() {}
}
