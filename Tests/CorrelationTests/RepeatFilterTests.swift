import Correlation
import NATModel
import Testing

@Suite struct RepeatFilterTests {
  /// Sessions of one NAT, one a second, as a log of it says them.
  private func sessions(
    file: UInt32, numbers: Range<Int>, offset: Int64 = 0, kind: EventKind = .sessionOpen
  ) -> [Event] {
    numbers.map { number in
      var event = Event(kind)
      event.fields = [
        .time, .proto, .inside, .insidePort, .outside, .outsidePort, .destination,
        .destinationPort,
      ]
      event.time = Timestamp(nanoseconds: 1_795_522_400_700_000_000 + Int64(number) * 1_000_000_000)
        .advanced(by: offset)
      event.resolution = 1_000_000_000
      event.proto = .tcp
      event.inside = IPAddress(ipv4: 0x6440_0000 + UInt32(number % 50))
      event.outside = IPAddress(ipv4: 0xcb00_7101)
      event.destination = IPAddress(ipv4: 0xc633_6400 + UInt32(number % 200))
      event.insidePort = UInt16(truncatingIfNeeded: 1024 + number)
      event.outsidePort = UInt16(truncatingIfNeeded: 2048 + number)
      event.destinationPort = 443
      event.location = SourceLocation(file: file, record: UInt64(number + 1))
      return event
    }
  }

  /// What reaches the sink, and what was noticed, when inputs come in batches.
  private func run(_ inputs: [[Event]], capacity: Int = 1 << 17) throws -> (
    events: [Event], repeats: [String]
  ) {
    var filter = RepeatFilter(EventCollector(), capacity: capacity)
    for events in inputs {
      for start in stride(from: 0, to: events.count, by: 100) {
        let batch = EventBatch(events: Array(events[start..<min(start + 100, events.count)]))
        #expect(try filter.receive(batch, texts: TextTable()))
      }
    }
    try filter.finish(texts: TextTable())
    return (filter.sink.events, filter.repeats.map { "\($0.file) of \($0.of)" })
  }

  @Test func secondLogOfANATIsLeftOut() throws {
    for count in [8, 100, 1000] {
      let first = sessions(file: 0, numbers: 0..<count)
      // The other program writes whole seconds, some of them a second late.
      let second = sessions(file: 1, numbers: 0..<count, offset: 400_000_000)
      let got = try run([first, second])
      #expect(got.events == first && got.repeats == ["1 of 0"], "\(count)")
    }
  }

  @Test func clocksInDifferentZonesDoNotMatter() throws {
    let first = sessions(file: 0, numbers: 0..<300)
    let second = sessions(file: 1, numbers: 0..<300, offset: 3600 * 1_000_000_000)
    #expect(try run([first, second]).repeats == ["1 of 0"])
  }

  @Test func nextPartOfALogIsNoRepeat() throws {
    let first = sessions(file: 0, numbers: 0..<500)
    let next = sessions(file: 1, numbers: 450..<1000)
    let closes = sessions(file: 2, numbers: 0..<500, kind: .sessionClose)
    let got = try run([first, next, closes])
    #expect(got.events == first + next + closes && got.repeats.isEmpty)
  }

  @Test func sameTuplesMuchLaterAreNoRepeat() throws {
    let first = sessions(file: 0, numbers: 0..<300)
    let later = sessions(file: 1, numbers: 0..<300, offset: 400 * 1_000_000_000)
    #expect(try run([first, later]).repeats.isEmpty)
  }

  @Test func tooFewSessionsSayNothing() throws {
    let few = sessions(file: 0, numbers: 0..<7)
    #expect(try run([few, sessions(file: 1, numbers: 0..<7)]).repeats.isEmpty)
  }

  @Test func everythingElseOfARepeatIsPassedOn() throws {
    let first = sessions(file: 0, numbers: 0..<600)
    var second = sessions(file: 1, numbers: 0..<600)
    for index in [3, 290, 599] { second[index] = Event(.request) }
    for index in second.indices { second[index].location.file = 1 }
    let got = try run([first, second])
    #expect(got.repeats == ["1 of 0"])
    #expect(got.events.count { $0.kind == .request } == 3 && got.events.count == 603)
  }

  @Test func partOfManySessionsIsEnough() throws {
    let first = sessions(file: 0, numbers: 0..<30_000)
    let second = sessions(file: 1, numbers: 0..<30_000)
    let other = sessions(file: 2, numbers: 30_000..<40_000)
    let got = try run([first, second, other], capacity: 1000)
    #expect(got.repeats == ["1 of 0"] && got.events.count == 40_000)
  }

  @Test func threeLogsOfOneNATAreOne() throws {
    let inputs = (0..<3).map { sessions(file: UInt32($0), numbers: 0..<50) }
    let got = try run(inputs)
    #expect(got.events == inputs[0] && got.repeats == ["1 of 0", "2 of 0"])
  }
}
