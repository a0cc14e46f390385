import Correlation
import Foundation
import NATModel
import Retention
import Testing

@Suite struct VariantTests {
  private static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Retention/Variants")
  }

  @Test func `the list of families and the folder agree`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let expected = RegimeFamily.all.map { family in
      family.id.split(separator: "-").map(\.capitalized).joined() + ".swift"
    }
    #expect(files.sorted() == expected.sorted())
  }

  @Test func `variants have ids of their own and vary a rung`() {
    let ids = (Regime.all + Regime.variants).map(\.id)
    #expect(Set(ids).count == ids.count)
    for family in RegimeFamily.all {
      #expect(Regime.all.contains { $0.id == family.varied })
      #expect(!family.regimes.isEmpty)
      for regime in family.regimes {
        #expect(regime.rung == nil)
        #expect(Regime.named(regime.id)?.id == regime.id)
        #expect(regime.kept.hasSuffix(".") && !regime.source.isEmpty)
      }
    }
  }

  @Test func `an empty ledger holds no variant`() {
    for regime in Regime.variants { #expect(!regime.retain(Ledger(), nil).isAvailable) }
  }

  /// Sessions of three subscribers on one port in turn, and one to another server.
  private static var world: World {
    var world = World()
    world.add(0, 10, 20, port: 1001, server: 0)
    world.add(1, 70, 80, port: 1001, server: 1)
    world.add(2, 200, 310, port: 1001, server: 2)
    world.add(0, 400, 410, port: 1002, server: 0)
    world.add(0, 430, 440, port: 1003, server: 0)
    return world
  }

  @Test func `rounded times grow to whole minutes and still hold what happened`() throws {
    let world = Self.world
    let regime = try #require(Regime.named("binding-1min"))
    let log = world.log(regime)
    #expect(
      log.records.map(\.span) == [
        World.span(0, 60), World.span(60, 120), World.span(180, 360), World.span(360, 420),
        World.span(420, 480),
      ])
    #expect(log.records.allSatisfy { $0.destination == nil })
    // At second 15 the port was the first one's; a minute tells no more than that.
    #expect(log.candidates(World.request(at: 15, port: 1001)) == [0])
    #expect(log.candidates(World.request(at: 59, port: 1001)) == [0])
    #expect(World().log(regime).absence != nil)
  }

  @Test(arguments: [1, 5, 15])
  func `whoever a rung finds, the rung with coarser times finds too`(minutes: Int) throws {
    let world = Self.world
    for (rung, id) in [
      (Regime.binding, "binding-\(minutes)min"), (Regime.connection, "connection-\(minutes)min"),
    ] {
      let exact = world.log(rung)
      let coarse = world.log(try #require(Regime.named(id)))
      for time in stride(from: 0, to: 500, by: 5) {
        for server in [nil, 0, 1, 2] {
          let request = World.request(at: time, port: 1001, server: server)
          #expect(Set(coarse.candidates(request)).isSuperset(of: exact.candidates(request)))
        }
      }
    }
  }

  @Test func `merged records have a window and no port`() throws {
    let log = Self.world.log(try #require(Regime.named("connection-merged15")))
    #expect(log.count == 3)
    let first = log.records[0]
    #expect(first.span == World.span(0, 900))
    #expect(first.ports == nil && first.destination == World.servers[0])
    // Without a port in the record, all who spoke to the server in the window are consistent.
    #expect(log.candidates(World.request(at: 15, port: 1001, server: 0)) == [0])
    #expect(log.candidates(World.request(at: 15, port: 1001)) == [0, 1, 2])
  }

  @Test func `no bits tell as much as a binding, all bits as much as a connection`() throws {
    let world = Self.world
    let none = world.log(try #require(Regime.named("connection-tag0")))
    let all = world.log(try #require(Regime.named("connection-tag32")))
    let binding = world.log(.binding)
    let connection = world.log(.connection)
    #expect(Set(none.records.map(\.destination)).count == 1)
    #expect(Set(all.records.map(\.destination)).count == 3)
    for time in stride(from: 0, to: 500, by: 7) {
      for server in 0...2 {
        let request = World.request(at: time, port: 1001, server: server)
        #expect(none.candidates(request) == binding.candidates(request))
        #expect(all.candidates(request) == connection.candidates(request))
      }
    }
    for record in all.records {
      #expect(record.destinationPort == nil && record.host == nil)
      #expect(!World.servers.contains(record.destination ?? .unspecified))
    }
    #expect(
      Set(all.records.map(\.destination))
        == Set(World.servers.map { Optional(all.appearance(of: $0)) }))
    #expect(connection.appearance(of: World.servers[0]) == World.servers[0])
  }

  @Test func `more bits never find more people`() throws {
    var world = World()
    for number in 0..<200 {
      world.sessions.append(
        Session(
          span: World.span(number, number + 50), subscriber: World.id(number % 3),
          inside: World.insides[number % 3], outside: World.shared,
          outsidePort: UInt16(2000 + number), destination: IPAddress(ipv4: UInt32(number * 7919)),
          destinationPort: 443, proto: .tcp))
    }
    let logs = try #require(RegimeFamily.named("tagged-connections")).regimes.map { world.log($0) }
    for number in stride(from: 0, to: 200, by: 9) {
      let request = Request(
        time: World.seconds(number + 20), outside: World.shared,
        destination: IPAddress(ipv4: UInt32(number * 7919)))
      let found = logs.map { $0.answer(request).candidates.map(\.records).reduce(0, +) }
      #expect(zip(found, found.dropFirst()).allSatisfy { $0 >= $1 }, "\(found)")
      #expect(found.last == 1)
    }
  }

  @Test func `one packet in 500 sees few short and nearly all long connections`() throws {
    var world = World()
    for number in 0..<4000 {
      world.sessions.append(
        Session(
          span: World.span(number, number + 1), subscriber: World.id(0),
          inside: World.insides[0], outside: World.shared, outsidePort: 2000,
          destination: World.servers[number % 2], destinationPort: 443, proto: .tcp,
          bytes: number % 2 == 0 ? 400 : 800 * 2000,
          location: SourceLocation(file: 0, record: UInt64(number + 1))))
    }
    let log = world.log(try #require(Regime.named("connection-sampled")))
    let long = log.records.count { $0.destination == World.servers[1] }
    let short = log.count - long
    // 1 - (499/500)^4 = 0.8 %, 1 - (499/500)^2000 = 98.2 % of 2000 each.
    #expect((5...30).contains(short), "\(short)")
    #expect((1940...1980).contains(long), "\(long)")
  }
}
