import Testing

@testable import Exposure

@Suite struct SubscriberSampleTests {
  @Test func `all are looked at unless they are too many`() {
    let all = SubscriberSample(of: 5)
    #expect(all.subscribers == [0, 1, 2, 3, 4] && all.note.isEmpty)
    #expect((0..<5).map { all.place(of: $0) } == [0, 1, 2, 3, 4])
    #expect(SubscriberSample(of: 0).subscribers.isEmpty)
  }

  @Test func `a sample says what it is of, and a smaller one is part of it`() {
    let some = SubscriberSample(of: 1000, most: 100)
    let few = SubscriberSample(of: 1000, most: 10)
    #expect(some.note == "over a sample of 100 of 1000 subscribers")
    #expect(some.subscribers == some.subscribers.sorted() && Set(some.subscribers).count == 100)
    #expect(Set(few.subscribers).isSubset(of: some.subscribers))
    for (place, subscriber) in some.subscribers.enumerated() {
      #expect(some.place(of: subscriber) == place)
    }
    #expect((0..<1000).count { some.place(of: $0) == nil } == 900)
  }
}
