import Correlation
import NATModel
import Testing

@Suite struct AttributionIndexNarrowingTests {
  @Test(arguments: [AttributionIndex.Visibility.bindings, .connections, .all])
  func `the rows that requests reach answer them as all rows do`(
    _ visibility: AttributionIndex.Visibility
  ) {
    var left = 0
    var all = 0
    for seed in UInt64(0)..<60 {
      var world = SmallWorld(seed: seed)
      let store = SessionStore((0..<120).map { world.session(line: $0 + 1, span: 2000) })
      let whole = AttributionIndex(store, seeing: visibility, completeness: .always)
      let requests = (0..<5).map { _ in world.request(span: 2000) }
      let rows = whole.rows(reachedBy: requests)
      #expect(rows == rows.sorted())
      let part = AttributionIndex(
        store.rows(rows), seeing: visibility, completeness: .always)
      for request in requests { #expect(part.answer(request) == whole.answer(request)) }
      left += rows.count
      all += store.count
    }
    #expect(left > 0)
    #expect(left < all / 2)
  }

  @Test(arguments: [AttributionIndex.Visibility.connections, .all])
  func `searches in one pass find what each finds alone`(
    _ visibility: AttributionIndex.Visibility
  ) {
    var found = 0
    for seed in UInt64(0)..<60 {
      var world = SmallWorld(seed: seed)
      let store = SessionStore((0..<150).map { world.session(line: $0 + 1) })
      let index = AttributionIndex(
        store, seeing: visibility,
        completeness: Completeness(
          coverage: TimeSpan(
            start: Timestamp(nanoseconds: 5), end: Timestamp(nanoseconds: 180))))
      // The same destination is asked for several times, with other ports and times.
      let searches = (0..<12).map { _ in
        var search = world.request()
        search.outside = nil
        return search
      }
      let outcomes = index.outcomes(ofSearches: searches)
      #expect(outcomes.count == searches.count)
      for (number, search) in searches.enumerated() {
        let answer = index.answer(search)
        #expect(outcomes[number].verdict == answer.verdict)
        #expect(Array(outcomes[number].subscribers) == answer.candidates.map(\.subscriber))
        found += answer.candidates.count
      }
    }
    #expect(found > 100)
  }

  @Test func `without requests no row is reached`() {
    var world = SmallWorld(seed: 1)
    let store = SessionStore((0..<20).map { world.session(line: $0 + 1) })
    let index = AttributionIndex(store, seeing: .all, completeness: .always)
    #expect(index.rows(reachedBy: []).isEmpty)
    #expect(index.rows(reachedBy: [Request(time: Timestamp(nanoseconds: 50))]).isEmpty)
    #expect(index.outcomes(ofSearches: []).count == 0)
  }
}
