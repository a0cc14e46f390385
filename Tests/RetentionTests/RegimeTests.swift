import Correlation
import Foundation
import NATModel
import Retention
import Testing

@Suite struct RegimeTests {
  /// The folder `Sources/Retention/Regimes`, seen from this file.
  private static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Retention/Regimes")
  }

  @Test func `the list and the folder agree`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let expected = Regime.all.map { regime in
      regime.id.split(separator: "-").map(\.capitalized).joined() + ".swift"
    }
    #expect(files.sorted() == expected.sorted())
  }

  @Test func `ids are unique and found, and say what they are`() {
    #expect(Set(Regime.all.map(\.id)).count == Regime.all.count)
    for regime in Regime.all {
      #expect(Regime.named(regime.id)?.id == regime.id)
      #expect((2...5).contains(regime.title.split(separator: " ").count), "\(regime.id)")
      #expect(regime.kept.hasSuffix("."))
      #expect(!regime.source.isEmpty)
    }
    #expect(Regime.named("everything") == nil)
  }

  @Test func `the ladder has seven rungs in order`() {
    #expect(Regime.ladder.map(\.rung) == [1, 2, 3, 4, 5, 6, 7])
    #expect(
      Regime.ladder.map(\.id) == [
        "register", "assignment", "deterministic", "port-block", "binding", "connection",
        "connection-host",
      ])
    #expect(
      Regime.ladder.map(\.containsDestination) == [false, false, false, false, false, true, true])
  }

  /// Everything a ledger can hold at once.
  private static var everything: World {
    var world = World()
    world.add(0, 10, 20, port: 1001, host: "a.example")
    world.add(1, 30, 40, port: 2001, server: 1, host: "b.example")
    world.add(1, 50, 60, port: 2002, server: 2)
    world.addBlock(0, 5, 500, ports: 1000...1999)
    world.ledger.assignments = [
      Assignment(
        subscriber: World.id(0), inside: World.insides[0],
        span: TimeSpan(start: .distantPast, end: .distantFuture)),
      Assignment(subscriber: World.id(1), inside: World.insides[1], span: World.span(0, 900)),
    ]
    return world
  }

  @Test func `no record holds more than its regime keeps`() {
    let world = Self.everything
    for regime in Regime.all {
      let log = world.log(regime, World.fixedRanges)
      #expect(log.isAvailable, "\(regime.id)")
      #expect(log.regime == regime.id)
      #expect(log.count > 0, "\(regime.id)")
      let rung = regime.rung ?? 0
      for record in log.records {
        if rung < 6 {
          #expect(record.destination == nil && record.destinationPort == nil, "\(regime.id)")
        }
        if rung < 7 { #expect(record.host == nil, "\(regime.id)") }
        if rung < 3 { #expect(record.outside == nil && record.ports == nil && record.proto == nil) }
        if rung == 1 { #expect(record.span == nil) }
        if rung == 3 || rung == 4 { #expect((record.ports?.count ?? 0) > 1) }
      }
    }
  }

  @Test func `no candidate holds more than its regime keeps`() {
    let world = Self.everything
    for regime in Regime.all {
      let log = world.log(regime, World.fixedRanges)
      for server in [nil, 0, 1, 2] {
        for port in [nil, UInt16(1001), 2001, 2002] {
          for time in [15, 35, 55] {
            for candidate in log.answer(World.request(at: time, port: port, server: server))
              .candidates
            {
              if !regime.containsDestination {
                #expect(candidate.destination == nil && candidate.destinationPort == 0)
              }
              if (regime.rung ?? 0) < 5 { #expect(candidate.insidePort == 0, "\(regime.id)") }
            }
          }
        }
      }
    }
  }

  @Test func `a regime can only take away`() {
    var blocksOnly = World()
    blocksOnly.addBlock(0, 5, 500, ports: 1000...1999)
    for regime in [Regime.binding, .connection, .connectionHost, .deterministic] {
      let log = blocksOnly.log(regime)
      #expect(log.absence?.hasSuffix(".") == true, "\(regime.id)")
      #expect(log.count == 0)
      let answer = log.answer(World.request(at: 10, port: 1001))
      #expect(answer.verdict == .unanswerable)
      #expect(answer.reason == log.absence)
    }
    #expect(blocksOnly.log(.portBlock).isAvailable)

    var sessionsOnly = World()
    sessionsOnly.add(0, 10, 20, port: 1001)
    #expect(sessionsOnly.log(.connection).isAvailable)
    #expect(sessionsOnly.log(.binding).isAvailable)
    #expect(!sessionsOnly.log(.connectionHost).isAvailable)
    #expect(!sessionsOnly.log(.portBlock).isAvailable)
    let dynamic = NATConfiguration(behavior: .dynamic, outside: [World.shared], ranges: [])
    #expect(
      sessionsOnly.log(.portBlock, dynamic).absence == "This NAT allocates no port blocks.")
    #expect(
      sessionsOnly.log(.deterministic, dynamic).absence
        == "This NAT does not compute ports from the inside address.")
  }

  @Test func `an empty ledger holds no regime`() {
    for regime in Regime.all {
      let log = regime.retain(Ledger(), nil)
      #expect(!log.isAvailable, "\(regime.id)")
    }
  }

  @Test func `what a model supplied says so`() {
    var world = Self.everything
    #expect(world.log(.connection).provenance == .logged)
    #expect(world.log(.binding).provenance == .reduced)
    #expect(world.log(.deterministic, World.fixedRanges).provenance == .configured)
    world.ledger.isModelled = true
    for regime in Regime.all {
      #expect(world.log(regime, World.fixedRanges).provenance == .modelled)
    }
  }

  @Test func `one request is answered by every rung`() {
    let world = Self.everything
    let answers = Regime.answers(
      to: World.request(at: 35, port: 2001), from: world.complete,
      configuration: World.fixedRanges)
    #expect(
      answers.map(\.answer.verdict) == [
        .unanswerable, .unanswerable, .unique, .none, .unique, .unique, .unique,
      ])
    #expect(answers.last?.answer.candidates.map(\.subscriber) == [World.id(1)])
  }
}
