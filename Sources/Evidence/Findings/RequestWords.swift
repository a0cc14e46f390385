import NATModel

/// A type of request in words for people.
struct RequestWords: Sendable {
  /// What is known besides the time, in a few words.
  let short: String
  /// An example of such a question, in one sentence.
  let question: String

  /// The words for a type of request.
  init(_ kind: RequestKind) {
    switch kind {
    case .address:
      short = "address"
      question = "Who used this shared address at that time?"
    case .addressPort:
      short = "address and port"
      question = "Who used this port of this shared address at that time?"
    case .addressDestination:
      short = "address and destination"
      question = "Who behind this shared address was connected to that server at that time?"
    case .addressPortDestination:
      short = "address, port and destination"
      question =
        "Who used this port of this shared address, connected to that server, at that time?"
    case .destination:
      short = "destination alone"
      question = "Who was connected to that server at that time? (A search for everybody.)"
    }
  }
}
