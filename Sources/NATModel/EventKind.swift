/// What an event says happened; the raw value is its name in NDJSON (`natlens.event/1`).
///
/// Public for the same reason as ``EventFields``.
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

  /// Position in the list of all kinds.
  @inlinable package var position: Int {
    switch self {
    case .sessionOpen: 0
    case .sessionClose: 1
    case .session: 2
    case .blockAllocate: 3
    case .blockRelease: 4
    case .blockInterim: 5
    case .assignmentStart: 6
    case .assignmentStop: 7
    case .name: 8
    case .flow: 9
    case .request: 10
    }
  }

  /// True for the same kind.
  ///
  /// Stated because the one that `RawRepresentable` brings along compares the texts.
  @inlinable public static func == (left: Self, right: Self) -> Bool {
    left.position == right.position
  }
}
