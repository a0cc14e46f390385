import NATModel
import Testing

@testable import Simulation

@Suite struct EventBufferTests {
  private static let templates = EventTemplates(NATSettings(outside: [1]))

  /// Events as they would be without places that are used again.
  private static func plain(_ template: Event, _ second: Int64) -> Event {
    var event = template
    event.time.nanoseconds = second
    return event
  }

  @Test func `what is written over an earlier event is what a fresh one would be`() {
    let (open, close) = (Self.templates.open, Self.templates.close)
    var block = Event(.blockAllocate)
    block.outsidePortLast = 2047
    var buffer = EventBuffer()
    var expected: [Event] = []
    for round in 0..<4 {
      expected = []
      for index in 0..<20 {
        let second = Int64(round * 100 + index)
        // Another order in each round, so that every kind follows every other in its place.
        switch (index * (round + 1) + round) % 3 {
        case 0:
          buffer.append(block)
          expected.append(block)
        case 1:
          buffer.append(open) { $0.time.nanoseconds = second }
          expected.append(Self.plain(open, second))
        default:
          buffer.append(close) { $0.time.nanoseconds = second }
          expected.append(Self.plain(close, second))
        }
      }
      #expect(buffer.events == expected && buffer.count == 20)
      var taken = buffer.take()
      #expect(buffer.count == 0 && buffer.events.isEmpty)
      // Fewer come back than were taken, as when records were lost.
      taken.removeLast(round)
      buffer.giveBack(taken)
    }
  }

  @Test func `places that come back late do not replace new events`() {
    var buffer = EventBuffer()
    buffer.append(Self.templates.open)
    let taken = buffer.take()
    buffer.append(Self.templates.close)
    buffer.giveBack(taken)
    #expect(buffer.events == [Self.templates.close])
  }
}
