/// Decides once per input which dialect its lines are in.
///
/// Every dialect weighs the first non-empty lines; the largest sum wins. It does not guess: equal
/// sums of two dialects over the same lines are an error that names both. Over different lines they
/// are the dialects of several hosts in one file, and the one seen first is the main one.
package struct DialectSniffer {
  /// How many non-empty lines are looked at.
  package static let sampleLines = 64

  private let dialects: [any LogDialect]
  private var scores: [Int]
  /// The lines that each dialect knows, one bit for each that was seen.
  private var lines: [UInt64]
  private var reasons: [String]
  private var seen = 0

  /// A sniffer that has seen nothing.
  package init(dialects: [any LogDialect] = LogDialects.all) {
    self.dialects = dialects
    scores = dialects.map { _ in 0 }
    lines = dialects.map { _ in 0 }
    reasons = dialects.map { _ in "" }
  }

  /// True once enough lines were seen.
  package var isDone: Bool { seen >= DialectSniffer.sampleLines }

  /// Weighs one line.
  package mutating func look(at line: LineCursor) {
    guard !line.isAtEnd, !isDone else { return }
    seen += 1
    for (index, dialect) in dialects.enumerated() {
      let found = dialect.recognise(line)
      guard found.strength > .none else { continue }
      scores[index] += found.strength.rawValue
      lines[index] |= 1 << UInt64(seen - 1)
      if reasons[index].isEmpty { reasons[index] = found.reason }
    }
  }

  /// The dialect and one sentence on why.
  ///
  /// Throws if no dialect or more than one fits.
  package func decide(name: String) throws(RecognitionError)
    -> (dialect: any LogDialect, explanation: String)
  {
    let best = scores.max() ?? 0
    guard best > 0 else { throw .notRecognised(name: name, lines: seen) }
    let winners = scores.indices.filter { scores[$0] == best }
      .sorted { lines[$0].trailingZeroBitCount < lines[$1].trailingZeroBitCount }
    var claimed: UInt64 = 0
    for winner in winners {
      guard claimed & lines[winner] == 0 else {
        throw .ambiguous(name: name, dialects: winners.sorted().map { dialects[$0].id })
      }
      claimed |= lines[winner]
    }
    let winner = winners[0]
    let dialect = dialects[winner]
    return (
      dialect,
      "\(dialect.title): \(lines[winner].nonzeroBitCount) of the first \(seen) lines have "
        + reasons[winner]
    )
  }
}
