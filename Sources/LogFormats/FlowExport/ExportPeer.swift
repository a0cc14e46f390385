package import NATModel

/// Where messages come from: one transport session (RFC 7011 section 2).
///
/// For UDP, TCP and SCTP both endpoints; a file is one session of its own, with no endpoints.
package struct ExportPeer: Hashable, Sendable, BitwiseCopyable {
  /// How messages are carried, as far as it matters for templates and sequence numbers.
  package enum Transport: UInt8, Sendable, BitwiseCopyable {
    /// An RFC 5655 file, or payloads stored one after another.
    case file
    /// Templates are repeated, run out, and cannot be withdrawn.
    case udp
    /// Templates live as long as the connection.
    case tcp
    /// Templates live as long as the association.
    case sctp
  }

  /// How messages are carried.
  package var transport: Transport
  /// The exporter.
  package var source = IPAddress.unspecified
  /// The collector.
  package var destination = IPAddress.unspecified
  /// The exporter's port.
  package var sourcePort: UInt16 = 0
  /// The collector's port.
  package var destinationPort: UInt16 = 0
  /// SCTP stream; each has its own sequence numbers (RFC 7011 section 3.1).
  package var stream: UInt16 = 0

  /// A file.
  package static let file = ExportPeer(transport: .file)

  /// A session with no endpoints.
  package init(transport: Transport) { self.transport = transport }

  /// A session between two endpoints.
  package init(
    _ transport: Transport, from source: IPAddress, _ sourcePort: UInt16,
    to destination: IPAddress, _ destinationPort: UInt16, stream: UInt16 = 0
  ) {
    self.transport = transport
    self.source = source
    self.sourcePort = sourcePort
    self.destination = destination
    self.destinationPort = destinationPort
    self.stream = stream
  }
}
