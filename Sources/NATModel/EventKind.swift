/// What an event says happened; the raw value is its name in NDJSON (`natlens.event/1`).
public enum EventKind: String, CaseIterable, Sendable, BitwiseCopyable {
  /// A session or binding began; `time` is when.
  case sessionOpen = "session-open"
  /// A session or binding ended; `time` is when. `start` is set where the record carries it.
  case sessionClose = "session-close"
  /// One record for a whole session: `start` and `time` (its end).
  case session
  /// A range of outside ports was given to an inside address.
  case blockAllocate = "block-allocate"
  /// A range of outside ports was taken back.
  case blockRelease = "block-release"
  /// A range of outside ports is still held.
  case blockInterim = "block-interim"
  /// An inside address was given to a subscriber.
  case assignmentStart = "assignment-start"
  /// An inside address was taken back.
  case assignmentStop = "assignment-stop"
  /// A client saw a host name belong to an address: `inside` client, `destination`, `host`.
  case name
  /// A flow seen in a capture or flow export: `start`, `time` (its end), bytes and packets.
  case flow
  /// Something a server saw and somebody may ask about: `outside` is the client as seen there.
  case request
}
