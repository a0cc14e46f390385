import Correlation
import NATModel
import Retention
import Testing

@Suite struct AnswerTests {
  @Test func `the register and assignments answer nothing about the outside`() {
    var world = World()
    world.add(0, 10, 20, port: 1001)
    for regime in [Regime.register, .assignment] {
      let log = world.log(regime)
      for kind in RequestKind.allCases {
        let asked = World.request(at: 15, port: 1001, server: 0).reduced(to: kind)
        guard let request = asked else { continue }
        let answer = log.answer(request)
        #expect(answer.verdict == .unanswerable)
        #expect(answer.candidates.isEmpty)
        #expect(!answer.reason.isEmpty)
      }
    }
  }

  @Test func `the register holds one record for each subscriber, and fixed addresses`() {
    var world = World()
    world.ledger.assignments = [
      Assignment(
        subscriber: World.id(1), inside: World.insides[1],
        span: TimeSpan(start: .distantPast, end: .distantFuture)),
      Assignment(subscriber: World.id(2), inside: World.insides[2], span: World.span(0, 50)),
    ]
    #expect(
      world.log(.register).records == [
        RetainedRecord(subscriber: World.id(0)),
        RetainedRecord(subscriber: World.id(1), inside: World.insides[1]),
        RetainedRecord(subscriber: World.id(2)),
      ])
    #expect(world.log(.register).coverage == nil)
  }

  @Test func `assignments are logged, the register's, or taken from use`() {
    var world = World()
    world.add(0, 10, 20, port: 1001)
    world.add(0, 50, 70, port: 1002)
    world.add(1, 30, 40, port: 2001)
    let used = world.log(.assignment)
    #expect(used.provenance == .reduced)
    #expect(!used.note.isEmpty)
    #expect(
      used.records == [
        RetainedRecord(
          subscriber: World.id(0), span: World.span(10, 70), inside: World.insides[0]),
        RetainedRecord(
          subscriber: World.id(1), span: World.span(30, 40), inside: World.insides[1]),
      ])

    let always = TimeSpan(start: .distantPast, end: .distantFuture)
    world.ledger.assignments = [
      Assignment(subscriber: World.id(0), inside: World.insides[0], span: always)
    ]
    let fixed = world.log(.assignment)
    #expect(fixed.records == world.log(.register).records)
    #expect(fixed.note.contains("register"))

    world.ledger.assignments.append(
      Assignment(subscriber: World.id(1), inside: World.insides[1], span: World.span(5, 45)))
    let logged = world.log(.assignment)
    #expect(logged.provenance == .logged)
    #expect(logged.records.map(\.span) == [nil, World.span(5, 45)])
  }

  @Test func `fixed ranges answer a port at any time, and an address with everybody on it`() {
    var world = World()
    world.add(0, 10, 20, port: 1001)
    let log = world.log(.deterministic, World.fixedRanges)
    #expect(log.coverage == nil)
    #expect(
      log.records.first
        == RetainedRecord(
          subscriber: World.id(0), inside: World.insides[0], outside: World.shared,
          ports: 1000...1999))
    for time in [0, 15, 100_000] {
      #expect(log.candidates(World.request(at: time, port: 2500)) == [1])
      #expect(log.candidates(World.request(at: time)) == [0, 1, 2])
      #expect(log.candidates(World.request(at: time, server: 2)) == [0, 1, 2])
      #expect(log.candidates(World.request(at: time, port: 2500, server: 2)) == [1])
    }
    #expect(log.answer(World.request(at: 0, port: 9)).verdict == .none)
    let reverse = log.answer(World.request(at: 0, server: 0, outside: nil))
    #expect(reverse.verdict == .unanswerable)
  }

  @Test func `a fixed range follows the assignment of its inside address`() {
    var world = World()
    world.ledger.assignments = [
      Assignment(subscriber: World.id(2), inside: World.insides[0], span: World.span(0, 50)),
      Assignment(subscriber: World.id(1), inside: World.insides[0], span: World.span(50, 90)),
    ]
    let log = world.log(.deterministic, World.fixedRanges)
    #expect(log.candidates(World.request(at: 10, port: 1001)) == [2])
    #expect(log.candidates(World.request(at: 50, port: 1001)) == [1])
    #expect(log.records.allSatisfy { $0.span == nil })
  }

  @Test func `overflow blocks stand beside the fixed ranges with their times`() {
    var world = World()
    world.addBlock(2, 100, 200, ports: 5000...5099)
    let log = world.log(.deterministic, World.fixedRanges)
    #expect(log.count == 4)
    #expect(log.records.filter { $0.span != nil }.map(\.ports) == [5000...5099])
    #expect(log.candidates(World.request(at: 150, port: 5001)) == [2])
    #expect(log.candidates(World.request(at: 50, port: 5001)).isEmpty)
    #expect(log.candidates(World.request(at: 50, port: 1001)) == [0])
  }

  @Test func `a range of a subscriber nobody named is answered by its inside address`() {
    var world = World()
    let stranger = IPAddress(ipv4: 0x6440_00ff)
    world.add(0, 10, 20, port: 1001)
    let configuration = NATConfiguration(
      behavior: .deterministic, outside: [World.shared],
      ranges: [
        NATConfiguration.Range(inside: [stranger], outside: World.shared, ports: 7000...7999)
      ])
    let log = world.log(.deterministic, configuration)
    let answer = log.answer(World.request(at: 0, port: 7500))
    #expect(answer.candidates.map { log.identity(of: $0.subscriber) } == ["100.64.0.255"])
  }

  @Test func `port blocks answer a port while they are held`() {
    var world = World()
    world.addBlock(0, 10, 20, ports: 1000...1099)
    world.addBlock(1, 20, 40, ports: 1000...1099)
    world.addBlock(2, 15, 50, ports: 1100...1199)
    let log = world.log(.portBlock)
    #expect(log.provenance == .logged)
    #expect(log.candidates(World.request(at: 15, port: 1050)) == [0])
    #expect(log.candidates(World.request(at: 20, port: 1050)) == [1])
    #expect(log.candidates(World.request(at: 30)) == [1, 2])
    #expect(log.candidates(World.request(at: 30, port: 1050, server: 1)) == [1])
    #expect(log.answer(World.request(at: 45, port: 1050)).verdict == .none)
    #expect(log.answer(World.request(at: 5000, port: 1050)).verdict == .undetermined)
    let reverse = log.answer(World.request(at: 30, server: 1, outside: nil))
    #expect(reverse.verdict == .unanswerable)
  }

  @Test func `blocks of fixed ranges run from first to last use`() {
    var world = World()
    world.add(0, 10, 20, port: 1001)
    world.add(0, 50, 70, port: 1500)
    world.add(2, 30, 40, port: 3001)
    let log = world.log(.portBlock, World.fixedRanges)
    #expect(log.provenance == .configured)
    #expect(log.records.map(\.span) == [World.span(10, 70), World.span(30, 40)])
    #expect(log.records.map(\.ports) == [1000...1999, 3000...3999])
    #expect(log.candidates(World.request(at: 35, port: 1777)) == [0])
  }

  @Test func `one port held by two at one instant needs the destination`() {
    var world = World()
    world.add(0, 10, 90, port: 1024, server: 0)
    world.add(1, 10, 90, port: 1024, server: 1)
    let asked = World.request(at: 50, port: 1024, server: 1)
    #expect(world.log(.binding).answer(asked).verdict == .ambiguous)
    #expect(world.log(.connection).answer(asked).verdict == .unique)
    #expect(world.log(.connection).candidates(asked) == [1])
    #expect(world.log(.connection).answer(World.request(at: 50, port: 1024)).verdict == .ambiguous)
  }

  @Test func `connections are found by destination alone`() {
    var world = World()
    world.add(0, 10, 20, port: 1001, server: 0, host: "a.example")
    world.add(1, 15, 40, port: 2001, server: 0)
    world.add(2, 15, 40, port: 3001, server: 1)
    for regime in [Regime.connection, .connectionHost] {
      #expect(
        world.log(regime).candidates(World.request(at: 17, server: 0, outside: nil)) == [0, 1])
    }
    let log = world.log(.connectionHost)
    #expect(log.records.compactMap(\.host).map { log.text($0) } == ["a.example"])
    #expect(
      world.log(.binding).answer(World.request(at: 17, server: 0, outside: nil)).verdict
        == .unanswerable)
  }

  @Test func `connections leave out sessions without destination`() {
    var world = World()
    world.add(0, 10, 20, port: 1001, server: nil)
    world.add(1, 10, 20, port: 1001, server: 1)
    let log = world.log(.connection)
    #expect(log.records.map(\.destination) == [World.servers[1]])
    #expect(log.candidates(World.request(at: 15, port: 1001)) == [1])
    #expect(world.log(.binding).candidates(World.request(at: 15, port: 1001)) == [0, 1])
  }

  @Test func `a capture without NAT shows exposure and answers no address`() {
    var world = World()
    var flow = world.session(0, 10, 20, port: 1001)
    flow.outside = nil
    flow.outsidePort = 0
    world.sessions = [flow]
    for regime in [Regime.binding, .connection] {
      let log = world.log(regime)
      #expect(log.count == 1)
      let answer = log.answer(World.request(at: 15))
      #expect(answer.verdict == .unanswerable)
      #expect(answer.reason.contains("no outside address"))
    }
    let reverse = World.request(at: 15, server: 0, outside: nil)
    #expect(world.log(.connection).candidates(reverse) == [0])
  }

  @Test func `gaps leave the answer open`() {
    var world = World()
    world.add(0, 10, 20, port: 1001)
    world.ledger.gaps = [World.span(12, 18)]
    #expect(world.log(.binding).answer(World.request(at: 15, port: 1001)).verdict == .undetermined)
    #expect(world.log(.binding).answer(World.request(at: 11, port: 1001)).verdict == .unique)
  }

  @Test func `a request that states nothing is not answered with everybody`() {
    var world = World()
    world.add(0, 10, 20, port: 1001)
    for regime in Regime.all {
      let answer = world.log(regime, World.fixedRanges).answer(
        Request(time: World.seconds(15)))
      #expect(answer.verdict == .unanswerable, "\(regime.id)")
      #expect(answer.candidates.isEmpty)
    }
  }
}
