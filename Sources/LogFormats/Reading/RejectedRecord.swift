package import NATModel

/// A record that was rejected, as it stood in the input: for a quarantine file.
package struct RejectedRecord: Sendable, Equatable {
  /// Why.
  package var reason: RejectReason
  /// Where: the input's position and the record's first line.
  package var location: SourceLocation
  /// Byte offset of the record in the plain input.
  package var offset: UInt64
  /// The whole record without its last line break; a line over the limit is cut one byte after it.
  package var bytes: [UInt8]
}
