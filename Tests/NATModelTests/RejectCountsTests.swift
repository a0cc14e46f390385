import NATModel
import Testing

@Suite struct RejectCountsTests {
  private func example(_ reason: RejectReason, _ record: UInt64) -> RejectCounts.Example {
    RejectCounts.Example(
      reason: reason, location: SourceLocation(file: 0, record: record), offset: record * 10)
  }

  @Test func `parts joined in order equal one pass`() {
    let reasons: [RejectReason] = [.malformedTime, .malformedPort, .lineTooLong]
    let examples = (0..<40).map { example(reasons[$0 * 5 % 3], UInt64($0)) }
    var whole = RejectCounts()
    for entry in examples { whole.add(entry) }
    var joined = RejectCounts()
    for start in stride(from: 0, to: 40, by: 7) {
      var part = RejectCounts()
      for entry in examples[start..<min(start + 7, 40)] { part.add(entry) }
      joined.absorb(part)
    }
    #expect(joined.counts == whole.counts)
    #expect(joined.total == 40)
    for reason in reasons {
      #expect(
        joined.examples.filter { $0.reason == reason }
          == whole.examples.filter { $0.reason == reason })
      #expect(whole.examples.count(where: { $0.reason == reason }) == 3)
    }
  }
}
