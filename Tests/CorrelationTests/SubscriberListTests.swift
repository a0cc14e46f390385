import Correlation
import NATModel
import Testing

@Suite struct SubscriberListTests {
  @Test func `two addresses of one subscriber stay two lines`() throws {
    let text = "subscriber,inside\ns01,100.64.0.2\ns02,100.64.0.3\ns01,100.64.0.4\ns03,nonsense\n"
    let list = try #require(SubscriberList(Array(text.utf8)))
    #expect(list.entries.map(\.subscriber) == ["s01", "s02", "s01"])
    #expect(list.entries[2].inside == IPAddress("100.64.0.4"))
    #expect(list.malformed == [4])
  }

  @Test func `another header is no list of subscribers`() {
    #expect(SubscriberList(Array("name,address\na,192.0.2.1\n".utf8)) == nil)
  }
}
