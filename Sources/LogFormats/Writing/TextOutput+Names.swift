import NATModel

/// The names that kinds of event have everywhere, as literals: no text is made for each record.
extension TextOutput {
  /// Appends the raw value of a kind.
  @inline(__always)
  mutating func write(_ kind: EventKind) {
    switch kind {
    case .sessionOpen: write("session-open")
    case .sessionClose: write("session-close")
    case .session: write("session")
    case .blockAllocate: write("block-allocate")
    case .blockRelease: write("block-release")
    case .blockInterim: write("block-interim")
    case .assignmentStart: write("assignment-start")
    case .assignmentStop: write("assignment-stop")
    case .name: write("name")
    case .flow: write("flow")
    case .request: write("request")
    }
  }

  /// Appends the raw value of a source of names.
  mutating func write(_ source: NameSource) {
    switch source {
    case .none: write("none")
    case .dns: write("dns")
    case .tls: write("tls")
    case .quic: write("quic")
    case .http: write("http")
    }
  }
}
