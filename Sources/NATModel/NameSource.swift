/// How a host name came to be seen; the raw value is its name in NDJSON.
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
}
