import NATModel
import Testing

@testable import Exposure

@Suite struct SiteContactsTests {
  @Test func keepsEachContactOnceInOrder() {
    let contacts = SiteContacts(
      log: BrowsingWorld.world.log("connection"), names: BrowsingWorld.names)
    #expect(contacts.contacts.map(\.subscriber) == [0, 0, 0, 0, 1, 1])
    #expect(contacts.contacts.map(\.day) == [0, 0, 0, 1, 0, 1])
    #expect(contacts.contacts.map(\.source) == [0, 1, 2, 0, 2, 1])
    #expect(contacts.contacts.count == 6)
    #expect(contacts.sources.map(\.count).sorted() == [1, 1, 2])
    #expect(!contacts.statesHost && contacts.statesAddress)
  }

  @Test func namesAreComparedInLowerCaseWithoutTheRootDot() {
    #expect(HostName.canonical("News.Example.") == "news.example")
    #expect(HostName.canonical("") == "")
    let names = [SmallWorld.address(1): ["News.example", "news.example."]]
    let contacts = SiteContacts(log: BrowsingWorld.world.log("connection"), names: names)
    #expect(contacts.sites == ["news.example"])
    #expect(contacts.sources == [[0]])
  }

  @Test func daysAreUTCDaysBefore1970Too() {
    #expect(SiteContacts.day(of: Timestamp(nanoseconds: -1)) == -1)
    #expect(SiteContacts.day(of: Timestamp(nanoseconds: 0)) == 0)
    #expect(SiteContacts.day(of: SmallWorld.instant(86_400)) == 1)
    #expect(SiteContacts.day(of: .distantPast) == -106_752)
  }
}
