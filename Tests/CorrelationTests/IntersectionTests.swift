import Correlation
import NATModel
import Testing

@Suite struct IntersectionTests {
  private func answer(_ ids: UInt32..., verdict: Verdict? = nil) -> Answer {
    let candidates = ids.map {
      Candidate(
        subscriber: SubscriberID(rawValue: $0),
        span: TimeSpan(start: .distantPast, end: .distantFuture))
    }
    return verdict.map { Answer(verdict: $0, candidates: candidates, reason: "why") }
      ?? Answer(candidates: candidates)
  }

  @Test func `who is named by every answer`() {
    let both = Answer.intersection(of: [answer(1, 2, 3), answer(2, 3, 4), answer(0, 3)])
    #expect(both.verdict == .unique)
    #expect(both.candidates.map(\.subscriber.rawValue) == [3])
    #expect(Answer.intersection(of: [answer(1), answer(2)]).verdict == .none)
    #expect(Answer.intersection(of: [answer(1, 2), answer(1, 2)]).verdict == .ambiguous)
  }

  @Test func `an answer that says nothing changes nothing, an open one leaves it open`() {
    let silent = answer(verdict: .unanswerable)
    #expect(Answer.intersection(of: [silent, answer(1)]).verdict == .unique)
    #expect(Answer.intersection(of: [silent, silent]).verdict == .unanswerable)
    let open = Answer.intersection(of: [answer(1, 2), answer(2, verdict: .undetermined)])
    #expect(open.verdict == .undetermined && open.reason == "why")
    #expect(open.candidates.map(\.subscriber.rawValue) == [2])
  }

  @Test func `the result does not depend on the order`() {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<200 {
      let answers = (0..<3).map { _ in
        Answer(
          candidates: (0..<6).filter { _ in !random.oneIn(3) }.map {
            Candidate(
              subscriber: SubscriberID(rawValue: UInt32($0)),
              span: TimeSpan(start: .distantPast, end: .distantFuture))
          })
      }
      #expect(
        Answer.intersection(of: answers) == Answer.intersection(of: answers.reversed()))
    }
  }
}
