import Correlation
import NATModel
import Testing

@testable import Retention

@Suite struct LogEntriesTests {
  private static var world: World {
    var world = World()
    world.add(0, 10, 40, port: 1001, host: "a.example")
    world.add(1, 20, 30, port: 2001, server: 1)
    world.add(2, 30, 30, port: 3001, server: 2)
    return world
  }

  private func entries(
    _ log: RetainedLog, _ form: RecordForm, _ positions: [Range<Int>]? = nil
  ) -> [RetainedEntry] {
    var entries = LogEntries(log, form: form, positions: positions ?? [0..<log.count])
    var found: [RetainedEntry] = []
    while let entry = entries.next() { found.append(entry) }
    #expect(entries.records == (positions ?? [0..<log.count]).reduce(0) { $0 + $1.count })
    return found
  }

  private func times(_ entries: [RetainedEntry]) -> [String] {
    entries.map { "\($0.moment.rawValue) \($0.event.time.nanoseconds / 1_000_000_000)" }
  }

  @Test func `begins and ends stand in order of time, an end before a begin of the same instant`() {
    let log = Self.world.log(.connection)
    #expect(
      times(entries(log, .pair)) == [
        "began 10", "began 20", "ended 30", "began 30", "ended 30", "ended 40",
      ])
    #expect(times(entries(log, .whole)) == ["whole 30", "whole 30", "whole 40"])
    #expect(times(entries(log, .opening)) == ["began 10", "began 20", "began 30"])
    #expect(times(entries(log, .pair, [0..<1, 2..<3])).count == 4)
  }

  @Test func `an event states what the regime keeps and nothing else`() throws {
    let bound = try #require(entries(Self.world.log(.binding), .pair).first?.event)
    #expect(bound.kind == .sessionOpen)
    #expect(
      bound.fields == [
        .time, .inside, .insidePort, .outside, .outsidePort, .proto, .session, .binding,
      ])
    let connected = try #require(entries(Self.world.log(.connection), .whole).last?.event)
    #expect(connected.kind == .session && connected.start == World.seconds(10))
    #expect(connected.has([.destination, .destinationPort]) && !connected.has(.host))
    let named = try #require(entries(Self.world.log(.connectionHost), .opening).first?.event)
    #expect(named.has(.host))
  }

  @Test func `what holds for ever is not logged, and blocks and assignments say what they are`()
    throws
  {
    var world = World()
    world.addBlock(0, 5, 500, ports: 1000...1999)
    world.ledger.assignments = [
      Assignment(
        subscriber: World.id(0), inside: World.insides[0],
        span: TimeSpan(start: .distantPast, end: .distantFuture)),
      Assignment(subscriber: World.id(1), inside: World.insides[1], span: World.span(0, 900)),
    ]
    let blocks = entries(world.log(.portBlock), .pair)
    #expect(blocks.map(\.event.kind) == [.blockAllocate, .blockRelease])
    #expect(blocks.allSatisfy { $0.event.has([.outsidePort, .outsidePortLast]) })
    var given = LogEntries(world.log(.assignment), form: .pair, positions: [0..<2])
    let entry = given.next()
    let first = try #require(entry)
    #expect(first.event.kind == .assignmentStart && first.event.has(.subscriber))
    #expect(given.texts.string(first.event.subscriber) == "100.64.0.2")
    let (second, third) = (given.next(), given.next())
    #expect(second?.event.kind == .assignmentStop)
    #expect(third == nil)
  }
}
