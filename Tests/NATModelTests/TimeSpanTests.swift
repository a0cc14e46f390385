import NATModel
import Testing

@Suite struct TimeSpanTests {
  private func span(_ start: Int64, _ end: Int64) -> TimeSpan {
    TimeSpan(start: Timestamp(nanoseconds: start), end: Timestamp(nanoseconds: end))
  }

  @Test func `overlap agrees with a common instant on every small pair`() {
    for a in Int64(0)..<6 {
      for b in a..<7 {
        for c in Int64(0)..<6 {
          for d in c..<7 {
            let left = a == b ? Set([a]) : Set(a..<b)
            let right = c == d ? Set([c]) : Set(c..<d)
            #expect(span(a, b).overlaps(span(c, d)) == !left.isDisjoint(with: right))
          }
        }
      }
    }
  }

  @Test func `an end before the start is an empty interval`() {
    #expect(span(5, 3) == span(5, 5))
    #expect(span(5, 3).length == 0)
    #expect(span(2, 4).contains(Timestamp(nanoseconds: 2)))
    #expect(!span(2, 4).contains(Timestamp(nanoseconds: 4)))
  }
}
