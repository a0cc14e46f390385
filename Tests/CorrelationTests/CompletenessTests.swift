import Correlation
import NATModel
import Testing

@Suite struct CompletenessTests {
  private static func span(_ start: Int64, _ end: Int64) -> TimeSpan {
    TimeSpan(start: Timestamp(nanoseconds: start), end: Timestamp(nanoseconds: end))
  }

  private static let candidate = Candidate(
    subscriber: SubscriberID(rawValue: 0), span: span(0, 1))

  @Test func `nobody found is none only where the log covers all of the window`() {
    let log = Completeness(coverage: Self.span(100, 200))
    func verdict(_ window: TimeSpan) -> Verdict {
      log.answer(candidates: [], anonymous: 0, window: window).verdict
    }
    #expect(verdict(Self.span(100, 200)) == .none)
    #expect(verdict(Self.span(99, 101)) == .undetermined)
    #expect(verdict(Self.span(199, 201)) == .undetermined)
    #expect(verdict(Self.span(500, 501)) == .undetermined)
    let found = log.answer(
      candidates: [Self.candidate], anonymous: 0, window: Self.span(500, 501))
    #expect(found.verdict == .unique)
  }

  @Test func `a gap leaves the answer open but keeps what was found`() {
    let log = Completeness(
      coverage: Self.span(0, 1000),
      gaps: [Self.span(10, 20), Self.span(30, 30), Self.span(40, 60)])
    let answer = log.answer(
      candidates: [Self.candidate], anonymous: 0, window: Self.span(59, 70))
    #expect(answer.verdict == .undetermined)
    #expect(answer.candidates == [Self.candidate])
    #expect(!answer.reason.isEmpty)
    for start in Int64(0)..<80 {
      for length in Int64(1)..<12 {
        let window = Self.span(start, start + length)
        #expect(log.meetsGap(window) == log.gaps.contains { $0.overlaps(window) }, "\(window)")
      }
    }
  }

  @Test func `a record that does not say who leaves the answer open`() {
    let answer = Completeness.always.answer(
      candidates: [Self.candidate], anonymous: 1, window: Self.span(0, 1))
    #expect(answer.verdict == .undetermined)
    #expect(!answer.reason.isEmpty)
  }
}
