import Correlation

extension SessionStore {
  /// A store of these sessions with less in each, or with fewer of them.
  ///
  /// `reduce` takes away from a session; where it returns false the session is left out.
  ///
  /// - Complexity: O(n), and O(n log n) if starts change their order. Takes as much memory as the
  ///   store itself: for variants, which are looked at one at a time.
  func projected(_ reduce: (inout Session) -> Bool) -> SessionStore {
    var columns = SessionColumns(addresses: addresses)
    for position in 0..<count {
      var session = self[position]
      if reduce(&session) { columns.append(session) }
    }
    return SessionStore(columns)
  }
}
