import Testing

@testable import PacketCapture

@Suite struct StreamStoreTests {
  func prefix(_ size: Int) -> StreamPrefix {
    var prefix = StreamPrefix(start: 0)
    let bytes = [UInt8](repeating: 0, count: size)
    prefix.insert(bytes.span, at: 0)
    return prefix
  }

  @Test("gives back what it keeps, once")
  func takes() {
    var store = StreamStore<StreamPrefix>(maximumBytes: 10_000)
    let first = store.add(prefix(5))
    let second = store.add(prefix(7))
    #expect(store.take(first)?.bytes.count == 5)
    #expect(store.take(first) == nil)
    let third = store.add(prefix(9))
    #expect(store.take(first) == nil)
    #expect(store.take(second)?.bytes.count == 7)
    #expect(store.take(third)?.bytes.count == 9)
    #expect(store.size == 0)
  }

  @Test("never holds more than it may; the oldest goes first")
  func bounded() {
    var store = StreamStore<StreamPrefix>(maximumBytes: 10_000)
    let tickets = (0..<200).map { _ in
      let ticket = store.add(prefix(744))
      #expect(store.size <= 10_000)
      return ticket
    }
    #expect(store.evicted == 190)  // each counts 256 beside its bytes
    #expect(tickets.map { store.holds($0) } == (0..<200).map { $0 >= 190 })
    _ = store.add(prefix(20_000))
    #expect(store.size == 0)
  }

  @Test("stays small over many prefixes")
  func churn() {
    var store = StreamStore<StreamPrefix>(maximumBytes: 1 << 20)
    let kept = store.add(prefix(1))
    for _ in 0..<20_000 {
      let ticket = store.add(prefix(1))
      #expect(store.take(ticket) != nil)
    }
    #expect(store.holds(kept))
    #expect(store.size == 257)
  }
}
