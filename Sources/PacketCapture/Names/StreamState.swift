/// How far one side of a TCP connection has been looked through for names.
struct StreamState: BitwiseCopyable {
  /// Sequence number of the first payload byte, if the SYN was seen and no payload yet.
  private(set) var first: UInt32?
  /// Sequence number at which the last message that was understood began.
  var lastMessage: UInt32?
  /// Where the beginning of an unfinished message is kept.
  var prefix: StreamStore.Ticket?

  /// The SYN was seen: payload starts one further (RFC 9293 section 3.4).
  mutating func begin(after syn: UInt32) { first = syn &+ 1 }

  /// Payload was seen where it must start; from here on order no longer matters.
  mutating func passStart() { first = nil }
}
