package import NATModel

/// A connection that a device of a subscriber opens, with what truth knows about it.
///
/// 40 bytes, trivial.
package struct Connection: Hashable, Sendable, BitwiseCopyable {
  /// Marks a connection that belongs to no visit or site.
  package static let none = UInt32.max

  /// First packet, nanoseconds since 1970 UTC.
  package var start: Int64
  /// From first to last packet, milliseconds.
  package var duration: UInt32
  /// Who.
  package var subscriber: UInt32
  /// Address of the remote server, IPv4 in host order.
  package var destination: UInt32
  /// Host number, see ``SiteCatalog``.
  package var host: UInt32
  /// Site that the person is visiting, or ``none``.
  package var site: UInt32
  /// Visit of the subscriber, or ``none``: day, person and number within the day.
  package var visit: UInt32
  /// Port at the inside address.
  package var insidePort: UInt16
  /// Port at the server.
  package var destinationPort: UInt16
  /// TCP or UDP.
  package var proto: TransportProtocol
  /// Device of the subscriber: phones and computers of persons first, then the others.
  package var device: UInt8
  /// What else is true of it.
  package var traits: Traits

  /// What else is true of a connection.
  package struct Traits: OptionSet, Hashable, Sendable, BitwiseCopyable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// TCP that ends with FIN or RST.
    package static let closed = Traits(rawValue: 1)
    /// Its host was looked up in the DNS just before.
    package static let resolved = Traits(rawValue: 2)
  }

  /// Last packet, nanoseconds since 1970 UTC.
  package var end: Int64 { start + Int64(duration) * 1_000_000 }

  /// Order of a world's stream: time, subscriber, then content; equal ones are the same.
  @inline(__always)
  package static func precedes(_ left: Connection, _ right: Connection) -> Bool {
    if left.start != right.start { return left.start < right.start }
    if left.subscriber != right.subscriber { return left.subscriber < right.subscriber }
    if left.destination != right.destination { return left.destination < right.destination }
    if left.insidePort != right.insidePort { return left.insidePort < right.insidePort }
    return (left.duration, left.proto, left.host) < (right.duration, right.proto, right.host)
  }
}

/// A visit to a site: what somebody meant to do.
package struct Visit: Hashable, Sendable, BitwiseCopyable {
  /// When, nanoseconds since 1970 UTC.
  package var time: Int64
  /// Who.
  package var subscriber: UInt32
  /// Site number.
  package var site: UInt32
  /// Number as in ``Connection/visit``.
  package var visit: UInt32
}
