import NATModel

/// Sessions in columns, in order of start and then of their place in the input.
package struct SessionStore: Sendable {
  private var rows: [Session] = []

  /// An empty store.
  package init() {}

  /// A store of sessions, put in order here.
  /// - Complexity: O(n log n).
  package init(_ sessions: [Session]) {
    rows = sessions.sorted {
      $0.span.start == $1.span.start ? $0.location < $1.location : $0.span.start < $1.span.start
    }
  }

  /// Number of sessions.
  package var count: Int { rows.count }

  /// The session at a position.
  package subscript(_ position: Int) -> Session { rows[position] }
}
