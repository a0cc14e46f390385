import NATModel
import Testing

@testable import Exposure

@Suite struct BrowsingScoreTests {
  private let contacts = SiteContacts(
    log: BrowsingWorld.world.log("connection"), names: BrowsingWorld.names)

  @Test func countsBySubscriber() {
    let score = BrowsingScore(contacts, visits: BrowsingWorld.truth.visits)
    #expect(score.abstaining.map(\.named) == [3, 1, 0])
    #expect(score.abstaining.map(\.right) == [2, 0, 0])
    #expect(score.naive.map(\.named) == [5, 3, 0])
    #expect(score.naive.map(\.right) == [3, 1, 0])
    #expect(score.visited == [3, 2, 0])
    #expect(score.sitesVisited == [2, 2, 0])
    #expect(score.abstaining.map(\.sitesNamed) == [2, 1, 0])
    #expect(score.abstaining.map(\.sitesRight) == [1, 0, 0])
  }

  @Test func visitorsThatTheLogDoesNotKnowAreMissed() {
    let stranger = Truth.Visit(
      subscriber: "eve", site: "news.example", time: SmallWorld.instant(5))
    let score = BrowsingScore(contacts, visits: [stranger])
    #expect(score.visited == [0, 0, 0, 1])
    #expect(score.abstaining[3] == BrowsingScore.Tally())
  }
}
