/// Counts over RADIUS packets, beside their events.
package struct RADIUSStatistics: Sendable, Equatable {
  /// Packets by code (RFC 2865 section 3, RFC 5176); 4 is an Accounting-Request, 5 its answer.
  package var codes: [UInt8: UInt64] = [:]
  /// Accounting-Requests seen before: same sender, identifier and authenticator, or the same record
  /// sent again with a longer delay.
  package var retransmissions: UInt64 = 0
  /// Starts.
  package var starts: UInt64 = 0
  /// Stops.
  package var stops: UInt64 = 0
  /// Interim updates.
  package var interims: UInt64 = 0
  /// Sessions ended by Accounting-On or -Off of their device.
  package var endedByDevice: UInt64 = 0
  /// Sessions whose address was given to another one before they stopped: their Stop was lost.
  package var lostStops: UInt64 = 0
  /// Stops and interim updates of sessions whose Start was not seen.
  package var lostStarts: UInt64 = 0
  /// Sessions that had not ended when the input did.
  package var openAtEnd: UInt64 = 0
  /// Sessions forgotten because there were too many.
  package var evicted: UInt64 = 0

  /// Nothing counted yet.
  package init() {}
}
