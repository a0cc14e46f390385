import NATModel
import Testing

@testable import Exposure

@Suite struct BayesSuccessTests {
  private let measure = BayesSuccess(bootstrap: ClusterBootstrap(draws: 200))

  @Test func `of equally likely candidates a guess is right as often as there are candidates`() {
    let (world, asked, truth) = SmallWorld.street()
    let figures = measure.figures(world, "binding", asked: asked, truth: truth)
    // By address: ada alone, ada or ben, cem alone.
    #expect(figures.part("success", .address)?.value == 2.5 / 3)
    #expect(figures.part("claimed", .address)?.value == 2.5 / 3)
    #expect(figures.part("success", .addressPort)?.value == 1)
  }

  @Test func `the heaviest candidate is the guess, and a missing one is a failure`() {
    func entry(_ verdict: Verdict, _ ids: [UInt32], _ posterior: [Double] = [])
      -> AnsweredRequests.Entry
    {
      AnsweredRequests.Entry(
        label: "", verdict: verdict, candidates: ids.map { SubscriberID(rawValue: $0) },
        posterior: posterior)
    }
    let weighed = entry(.ambiguous, [1, 2, 3], [0.2, 0.7, 0.1])
    #expect(weighed.likeliest.subscribers.map(\.rawValue) == [2])
    #expect(weighed.likeliest.weight == 0.7)
    #expect(weighed.effectiveCandidates < 3 && weighed.effectiveCandidates > 1)
    let even = entry(.ambiguous, [1, 2, 3, 4], [0.25, 0.25, 0.25, 0.25])
    #expect(even.likeliest.subscribers.count == 4)
    #expect(abs(even.effectiveCandidates - 4) < 1e-12)
    #expect(entry(.none, []).likeliest.weight == 0)
    #expect(entry(.undetermined, [1]).likeliest.subscribers.isEmpty)
    #expect(entry(.unique, [1]).effectiveCandidates == 1)
  }

  @Test func `without truth only what is claimed can be told`() {
    let (world, asked, _) = SmallWorld.street()
    let figures = measure.figures(world, "connection", asked: asked)
    #expect(figures.part("success", .addressPort)?.status == .needsTruth)
    #expect(figures.part("claimed", .addressPort)?.value == 1)
  }
}
