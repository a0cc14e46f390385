import NATModel

/// A data set that came before its template, with what is needed to read it later.
struct HeldSet {
  /// The template it waits for.
  var template: UInt16
  /// Its records, without the header of the set.
  var bytes: [UInt8]
  /// The clock of its message.
  var clock: MessageClock
  /// Where its message stands.
  var place: MessagePlace
}

/// Where a message stands in the input.
struct MessagePlace: Sendable, BitwiseCopyable {
  /// Packet number, or `nil` in a file of messages: then data records are counted.
  var packet: UInt64?
  /// Octet of the plain input where the message begins.
  var offset: UInt64
}
