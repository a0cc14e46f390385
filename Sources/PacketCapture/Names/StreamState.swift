/// How far one side of a connection has been looked through for names.
struct StreamState: BitwiseCopyable {
  /// Sequence number of the first payload byte, if the SYN was seen and no payload yet.
  private(set) var first: UInt32?
  /// Sequence number at which the last message that was understood began.
  var lastMessage: UInt32?
  /// Where the next byte of a side that sent a message stands; bytes beyond it came out of order.
  var next: UInt32?
  /// What the last ClientHello calls itself, 0 before the first.
  var helloMark: UInt32 = 0
  /// Where the beginning of an unfinished message is kept: a ``StreamPrefix`` for TCP, a
  /// ``QUICConnection`` (on the low side, for both) for UDP.
  var kept: StreamTicket?

  /// True if the next payload is looked at by itself.
  @inline(__always)
  var isAtRest: Bool { first == nil && next == nil && kept == nil }

  /// The SYN was seen: payload starts one further (RFC 9293 section 3.4).
  ///
  /// What an earlier connection left is forgotten.
  mutating func begin(after syn: UInt32) {
    first = syn &+ 1
    next = nil
  }

  /// Payload was seen where it must start; from here on order no longer matters.
  mutating func passStart() { first = nil }
}
