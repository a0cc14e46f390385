import NATModel
import Testing

@Suite struct EventSummaryTests {
  @Test func `parts joined equal the whole`() {
    var events: [Event] = []
    for number in 0..<30 {
      var event = Event(EventKind.allCases[number % 4])
      event.fields = number % 3 == 0 ? [.time, .inside, .assumedZone] : [.time, .outside, .start]
      event.time = Timestamp(nanoseconds: Int64(1000 - number))
      event.start = Timestamp(nanoseconds: Int64(500 - number))
      event.resolution = number % 2 == 0 ? 1000 : 1
      events.append(event)
    }
    var whole = EventSummary()
    whole.add(events)
    var joined = EventSummary()
    var part = EventSummary()
    part.add(Array(events[..<11]))
    joined.absorb(part)
    part = EventSummary()
    part.add(Array(events[11...]))
    joined.absorb(part)
    #expect(joined == whole)
    #expect(whole.total == 30 && whole.assumedTimes == 10)
    #expect(whole.range?.first == Timestamp(nanoseconds: 471))
    #expect(whole.range?.last == Timestamp(nanoseconds: 1000))
    #expect(whole.resolutions == [1, 1000])
  }
}
