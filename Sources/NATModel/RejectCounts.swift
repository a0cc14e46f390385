/// Records that gave no event, by reason, with the first few places of each.
///
/// Add-only and joinable with ``absorb(_:)`` in input order, so that the examples kept do not
/// depend on threads.
package struct RejectCounts: Sendable, Equatable {
  /// One rejected record.
  package struct Example: Sendable, Equatable {
    /// Why.
    package var reason: RejectReason
    /// Where: line or packet number.
    package var location: SourceLocation
    /// Byte offset of the record in its (decompressed) file.
    package var offset: UInt64
    /// The first bytes of the record, at most 160, unescaped.
    package var excerpt: [UInt8]

    /// An example from its parts.
    package init(
      reason: RejectReason, location: SourceLocation, offset: UInt64, excerpt: [UInt8] = []
    ) {
      self.reason = reason
      self.location = location
      self.offset = offset
      self.excerpt = excerpt
    }
  }

  /// How many examples are kept of each reason.
  package static let examplesPerReason = 3

  /// Count by reason; a reason that never occurred is absent.
  package private(set) var counts: [RejectReason: Int] = [:]
  /// The first examples of each reason, in input order.
  package private(set) var examples: [Example] = []

  /// No rejects.
  package init() {}

  /// All rejects together.
  package var total: Int { counts.values.reduce(0, +) }

  /// Counts one reject and keeps it as an example while there are few.
  package mutating func add(_ example: Example) {
    let seen = counts[example.reason, default: 0]
    counts[example.reason] = seen + 1
    if seen < RejectCounts.examplesPerReason { examples.append(example) }
  }

  /// Counts rejects of which no example is kept.
  package mutating func add(_ reason: RejectReason, count: Int) {
    guard count > 0 else { return }
    counts[reason, default: 0] += count
  }

  /// Adds the counts of a later part of the input.
  package mutating func absorb(_ later: RejectCounts) {
    for example in later.examples
    where examples.count(where: { $0.reason == example.reason })
      < RejectCounts.examplesPerReason
    {
      examples.append(example)
    }
    for (reason, count) in later.counts { counts[reason, default: 0] += count }
  }
}
