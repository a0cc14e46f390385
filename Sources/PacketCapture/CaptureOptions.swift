package import LogFormats

/// How captures are read: where a flow ends and how much is kept in memory.
package struct CaptureOptions: Sendable, Equatable {
  /// Silence after which a flow is over, by its state.
  package var timeouts = FlowTimeouts()
  /// Flows held at once, at least 1; one takes about 300 bytes.
  ///
  /// When one more begins, the one that has been silent longest, to a second, is given up: it is
  /// emitted as it stands and counted.
  package var maximumFlows = 1 << 18
  /// Octets held of unfinished TCP streams and QUIC hellos, all together.
  package var maximumStreamBytes = 64 << 20
  /// Octets held of IP packets whose fragments are being joined, all together.
  package var maximumFragmentBytes = 16 << 20
  /// How flow exports inside the packets are read.
  package var exports = FlowExportOptions()
  /// Year of syslog messages in the packets that state none; without it, that of their arrival.
  package var year: Int?
  /// Zone of syslog messages in the packets that state none.
  package var zone = ZoneRules.utc
  /// Events in one batch given to the sink, about.
  package var batchSize = 1024

  /// The defaults.
  package init() {}
}
