#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Fisher's exact test: whether two yes-or-no properties of the same people go together.
package enum FisherExact {
  /// The chance that, were both properties unrelated, at least as many people had both.
  ///
  /// One-sided: the upper tail of the hypergeometric distribution. O(least of the counts).
  /// - Precondition: `both <= min(first, second)`, both of which are at most `people`.
  package static func atLeast(both: Int, first: Int, second: Int, of people: Int) -> Double {
    precondition(both <= min(first, second) && max(first, second) <= people)
    func logChoose(_ count: Int, _ chosen: Int) -> Double {
      lgamma(Double(count + 1)) - lgamma(Double(chosen + 1)) - lgamma(Double(count - chosen + 1))
    }
    let least = max(both, first + second - people)
    // As many as there must be.
    guard least > max(0, first + second - people) else { return 1 }
    let all = logChoose(people, second)
    let tail = (least...min(first, second)).reduce(0.0) { sum, shared in
      sum + exp(logChoose(first, shared) + logChoose(people - first, second - shared) - all)
    }
    return min(1, tail)
  }
}
