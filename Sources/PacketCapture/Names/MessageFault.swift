/// Why a message inside a payload could not be read to its end.
enum MessageFault: Error, Equatable {
  /// The bytes end before the message does; it needs this many, counted from its start, to go on.
  case needMore(Int)
  /// Its own length fields contradict each other, or it does not follow its grammar.
  case malformed
}
