import NATModel
import Simulation
import Testing

@Suite struct WorldRunTests {
  @Test func `the result depends neither on threads nor on slices`() throws {
    let world = try SmallWorld.make(
      "log.names=both", "server.port_logging=0.5", "assignment.renumber=daily",
      "population.subscribers=10", "server.share=1")
    let one = try SmallWorld.run(world, sessions: true)
    #expect(one.report.nat.sessions > 5000 && one.report.requests > 20 && one.report.names > 5000)
    for (threads, slice) in [
      (2, nil), (4, nil), (1, SmallWorld.hour / 60), (3, SmallWorld.hour / 6),
    ]
      as [(Int, Int64?)]
    {
      let other = try SmallWorld.run(
        world, threads: threads, slice: slice, sessions: true)
      // Logs are handed on in batches; each log by itself is the same.
      for kinds in [
        [EventKind.sessionOpen, .sessionClose], [.assignmentStart, .assignmentStop], [.name],
        [.request],
      ] {
        func part(_ log: SmallWorld.EventLog) -> [String] {
          zip(log.events, log.lines).filter { kinds.contains($0.0.kind) }.map(\.1)
        }
        #expect(part(one.log) == part(other.log), "\(threads) threads, \(kinds)")
      }
      if slice == nil { #expect(one.log.events == other.log.events) }
      #expect(one.truth.truth.visits == other.truth.truth.visits)
      #expect(one.truth.truth.requesters == other.truth.truth.requesters)
      #expect(one.truth.sessions == other.truth.sessions)
      #expect(one.report.nat == other.report.nat && one.report.hours == other.report.hours)
      #expect(!other.log.isMixed)
    }
  }

  @Test func `another seed is another world`() throws {
    let one = try SmallWorld.run(SmallWorld.make("time.days=0.1"))
    let again = try SmallWorld.run(SmallWorld.make("time.days=0.1"))
    let other = try SmallWorld.run(SmallWorld.make("time.days=0.1", seed: 8))
    #expect(one.log.lines == again.log.lines)
    #expect(one.log.lines != other.log.lines)
  }

  @Test func `one subscriber alone is the same as within the whole`() throws {
    let world = try SmallWorld.make("time.days=2", "population.subscribers=6")
    let outcome = try SmallWorld.run(world, sessions: true)
    let start = world.traffic.start
    // From the second day on, over midnight into it, and an interval that cuts minutes.
    for span in [
      start + 24 * SmallWorld.hour..<start + 48 * SmallWorld.hour,
      start + 23 * SmallWorld.hour..<start + 25 * SmallWorld.hour,
      start + 19 * SmallWorld.hour + 12_345..<start + 20 * SmallWorld.hour - 777,
    ] {
      for subscriber in [0, 5] {
        let name = world.name(ofSubscriber: subscriber)
        let alone = world.slice(of: subscriber, within: span)
        let within = outcome.truth.sessions.filter {
          $0.subscriber == name && span.contains($0.time.nanoseconds)
        }
        #expect(alone.connections.map(\.start) == within.map(\.time.nanoseconds))
        #expect(
          alone.connections.map { world.traffic.sites.name(ofHost: Int($0.host)) }
            == within.map(\.host))
        let visits = outcome.truth.truth.visits.filter {
          $0.subscriber == name && span.contains($0.time.nanoseconds)
        }
        #expect(
          alone.visits.map { world.label(ofSite: Int($0.site)) } == visits.map(\.site))
        #expect(alone.connections.count > 20)
      }
    }
  }

  @Test func `truth agrees with the events, and requests with truth`() throws {
    let world = try SmallWorld.make(
      "log.loss=0", "log.clock_sigma=0", "log.resolution=0.000000001", "server.clock=perfect",
      "server.port_logging=1", "server.share=1", "assignment.renumber=daily", "time.days=1",
      "population.subscribers=8")
    let outcome = try SmallWorld.run(world, sessions: true)
    var holder: [IPAddress: [(from: Timestamp, subscriber: String)]] = [:]
    for event in outcome.log.of(.assignmentStart) {
      holder[event.inside, default: []]
        .append((event.time, outcome.log.texts.string(event.subscriber)))
    }
    var opens: [UInt64: Event] = [:]
    for event in outcome.log.of(.sessionOpen) { opens[event.session] = event }
    var checked = 0
    for session in outcome.truth.sessions where session.outside != nil {
      let event = try #require(opens[session.session ?? 0])
      #expect(event.outside == session.outside && event.outsidePort == session.outsidePort)
      let assigned = holder[event.inside]?.last { $0.from <= session.time }
      #expect(assigned?.subscriber == session.subscriber)
      if event.time == session.time { checked += 1 }
      #expect((session.site == nil) == (session.visit == nil))
    }
    // Only sessions that lengthened one of the same five-tuple have an earlier opening event.
    #expect(outcome.truth.sessions.count - checked == outcome.report.nat.extended)

    let requests = outcome.log.of(.request)
    #expect(requests.count == outcome.truth.truth.requesters.count && requests.count > 100)
    let closes = outcome.log.of(.sessionClose)
    for request in requests.prefix(200) {
      let label = outcome.log.texts.string(request.label)
      let expected = try #require(outcome.truth.truth.requester(of: label))
      let window = request.time.advanced(by: Int64(request.resolution))
      let found = closes.filter {
        $0.outside == request.outside && $0.outsidePort == request.outsidePort
          && $0.proto == request.proto && $0.start < window && request.time < $0.time
      }
      let names = Set(
        found.compactMap { event in
          holder[event.inside]?.last { $0.from <= event.start }?.subscriber
        })
      // Sessions still open at the end have no closing event yet.
      #expect(names == [expected] || names.isEmpty)
    }
  }

  @Test func `every visit of truth leads to connections of its site`() throws {
    let world = try SmallWorld.make("ipv6.share=0")
    let outcome = try SmallWorld.run(world, sessions: true)
    let sites = Dictionary(grouping: outcome.truth.sessions.filter { $0.site != nil }) {
      "\($0.subscriber) \($0.site ?? "")"
    }
    #expect(outcome.truth.truth.visits.count > 50)
    let end = Timestamp(nanoseconds: world.traffic.end - TrafficModel.pageSpan)
    for visit in outcome.truth.truth.visits where visit.time < end {
      let sessions = sites["\(visit.subscriber) \(visit.site)"] ?? []
      #expect(
        sessions.contains {
          $0.host == visit.site && $0.time >= visit.time
            && $0.time.since(visit.time) < TrafficModel.pageSpan
        })
    }
  }

  @Test func `loss and port logging hit their rates`() throws {
    let world = try SmallWorld.make(
      "log.loss=0.02", "server.port_logging=0.3", "server.sites=400", "server.share=1")
    let outcome = try SmallWorld.run(world)
    let all = Double(outcome.report.records + outcome.report.lost)
    let spread = 4 * (0.02 * 0.98 / all).squareRoot()
    #expect(abs(Double(outcome.report.lost) / all - 0.02) < spread)
    #expect(outcome.log.of(.sessionOpen, .sessionClose).count == outcome.report.records)
    let logging = world.servers.servers.count(where: \.logsPorts)
    let share = Double(logging) / 400
    // Four standard deviations of 400 draws of 0.3.
    #expect(abs(share - 0.3) < 0.092)
    let withPort = outcome.log.of(.request).count { $0.fields.contains(.outsidePort) }
    #expect(withPort == outcome.report.requestsWithPort && withPort > 0)
  }

  @Test func `a sink that has enough ends the run`() throws {
    struct Full: EventSink {
      var batches = 0
      mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
        batches += 1
        return batches < 3
      }
    }
    for threads in [1, 2] {
      var sink = Full()
      var truth = NoTruth()
      let report = try SmallWorld.make().run(threads: threads, sink: &sink, truth: &truth)
      #expect(report.isPartial && sink.batches == 3)
    }
  }

  @Test func `stamps have the resolution asked for`() throws {
    let world = try SmallWorld.make("log.resolution=1", "time.days=0.05", "log.clock_sigma=2")
    let outcome = try SmallWorld.run(world)
    let events = outcome.log.of(.sessionOpen)
    #expect(events.count > 50)
    #expect(events.allSatisfy { $0.time.nanoseconds % 1_000_000_000 == 0 })
    #expect(events.allSatisfy { $0.resolution == 1_000_000_000 })
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.time <= $1.time })
  }
}
