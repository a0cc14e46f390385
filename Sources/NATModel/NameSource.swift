/// How a host name came to be seen; the raw value is its name in NDJSON.
///
/// Public for the same reason as ``EventFields``.
public enum NameSource: String, CaseIterable, Sendable, BitwiseCopyable {
  /// Not a name observation.
  case none
  /// DNS answer (or a resolver's query log).
  case dns
  /// Server name in a TLS ClientHello (RFC 6066 section 3).
  case tls
  /// Server name in a QUIC Initial (RFC 9001).
  case quic
  /// HTTP Host header.
  case http

  /// Position in the list of all sources.
  @inlinable package var position: Int {
    switch self {
    case .none: 0
    case .dns: 1
    case .tls: 2
    case .quic: 3
    case .http: 4
    }
  }

  /// True for the same source.
  ///
  /// Stated because the one that `RawRepresentable` brings along compares the texts.
  @inlinable public static func == (left: Self, right: Self) -> Bool {
    left.position == right.position
  }
}
