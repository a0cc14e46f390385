import Dispatch
import Synchronization

/// Work in numbered pieces on all cores, with results in order of number.
package enum Parallel {
  /// Calls `body` once with every number below the count, from several threads at once.
  package static func forEach(_ count: Int, _ body: @Sendable (Int) -> Void) {
    if count == 1 {
      body(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
  }

  /// What `body` makes of every number below the count, in order.
  ///
  /// The result does not depend on the number of threads if `body` depends on its number alone.
  package static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    forEach(count) { number in
      let result = body(number)
      results.withLock { $0[number] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// Cuts a range into pieces of about equal length, at least `smallest` long.
  package static func pieces(of count: Int, smallest: Int) -> [Range<Int>] {
    let number = max(1, min(64, count / max(1, smallest)))
    return (0..<number).map { count * $0 / number..<count * ($0 + 1) / number }
  }
}
