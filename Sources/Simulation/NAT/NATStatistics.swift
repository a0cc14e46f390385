/// What happened in a NAT, counted.
package struct NATStatistics: Hashable, Sendable {
  /// Flows that opened a session.
  package var sessions = 0
  /// Mappings made; under endpoint-independent mapping several sessions can share one.
  package var mappings = 0
  /// Flows that lengthened an open session of the same five-tuple.
  package var extended = 0
  /// Flows blocked because the subscriber held all the ports or blocks it may.
  package var overQuota = 0
  /// Flows blocked because no port or block was free.
  package var exhausted = 0
  /// Flows that are not TCP, UDP or ICMP, or come from an address that is not served.
  package var untranslated = 0
  /// Flows that arrived out of order and were taken as starting at the NAT's present time.
  package var late = 0
  /// Blocks handed out.
  package var blocks = 0
  /// Most mappings at one time.
  package var peakMappings = 0

  /// Nothing counted yet.
  package init() {}

  /// Sessions that could not be opened for want of a port.
  package var blocked: Int { overQuota + exhausted }
}
