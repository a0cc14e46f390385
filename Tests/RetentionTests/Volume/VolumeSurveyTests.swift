import Correlation
import NATModel
import Synchronization
import Testing

@testable import Retention

/// A made-up text encoding: the names of the fields that it may state, one line for each entry.
private struct NamedFields: RecordEncoding {
  let id = "named"
  let title = "Named fields"
  let family = EncodingFamily.text
  /// Fields that it has a place for.
  var places: EventFields
  /// Fields without which it has no line.
  var needs: EventFields = []
  var kinds: Set<EventKind> = [.sessionOpen, .sessionClose]
  private var bytes: [UInt8] = []

  init(
    places: EventFields, needs: EventFields = [],
    kinds: Set<EventKind> = [.sessionOpen, .sessionClose]
  ) {
    self.places = places
    self.needs = needs
    self.kinds = kinds
  }

  var waiting: Int { bytes.count }

  func fields(writing entry: RetainedEntry) -> EventFields? {
    guard kinds.contains(entry.event.kind), entry.event.has(needs) else { return nil }
    return entry.event.fields.intersection(places)
  }

  mutating func begin() { bytes += Array("HEAD\n".utf8) }

  mutating func write(_ entry: RetainedEntry, texts: TextTable) -> Bool {
    guard fields(writing: entry) != nil else { return false }
    bytes += Array("123456789\n".utf8)
    return true
  }

  mutating func finish() { bytes += Array("END\n".utf8) }

  mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}

/// Counts bytes, and halves them.
private final class Halved: CompressedBytes {
  var count = 0

  func add(_ bytes: [UInt8]) { count += bytes.count }

  func finish() -> Int? { count / 2 }
}

@Suite struct VolumeSurveyTests {
  private static let everything: EventFields = [
    .time, .start, .inside, .insidePort, .outside, .outsidePort, .outsidePortLast, .destination,
    .destinationPort, .proto, .subscriber, .host,
  ]

  private static var world: World {
    var world = World()
    for index in 0..<40 {
      world.add(index % 3, 10 + index, 100 + index, port: UInt16(1000 + index), host: "a.example")
    }
    world.addBlock(0, 5, 500, ports: 1000...1999)
    return world
  }

  private func survey(_ encoding: NamedFields, sample: Int? = nil, threads: Int = 1) -> VolumeSurvey
  {
    VolumeSurvey(
      encodings: [encoding], compressors: [Compressor(name: "half") { Halved() }], sample: sample,
      isParallel: threads > 1)
  }

  private func reason(_ encoding: NamedFields, _ regime: Regime) -> String? {
    let volume = survey(encoding).volume(of: Self.world.log(regime))
    guard case .cannotExpress(let reason)? = volume.encodings.first?.outcome else { return nil }
    return reason
  }

  @Test func `all records are counted and weighed with what stands around them`() throws {
    let volume = survey(NamedFields(places: Self.everything)).volume(
      of: Self.world.log(.connection))
    #expect(volume.timed == 40 && volume.standing == 0 && volume.sampled == 40)
    let weight = try #require(volume.volume("named", .pair)?.weight)
    #expect(weight.records == 40 && weight.entries == 80 && weight.unexpressed == 0)
    #expect(weight.bytes == 80 * 10 + 9 && weight.compressed == [(80 * 10 + 9) / 2])
    #expect(weight.entriesPerRecord == 2)
    // 40 begins from 10 s on: 10 to 49 s in the first minute. 40 ends from 100 s on: 100 to 119 s.
    let peak = try #require(volume.peak(.pair))
    #expect(peak.entries == 40 && peak.minute == World.seconds(0))
    #expect(volume.peak(.whole)?.entries == 20 && volume.peak(.whole)?.minute == World.seconds(60))
    #expect(volume.peak(.opening)?.entries == 40)
  }

  @Test func `a sample is spread evenly and says how many it holds`() throws {
    let volume = survey(NamedFields(places: Self.everything), sample: 16)
      .volume(of: Self.world.log(.connection))
    #expect(volume.timed == 40 && volume.sampled == 16)
    let weight = try #require(volume.volume("named", .pair)?.weight)
    #expect(weight.records == 16 && weight.entries == 32)
    for (count, sample) in [(40, 16), (40, 39), (1000, 100), (17, 16), (50, 5)] {
      let ranges = VolumeSurvey.positions(of: count, sample: sample)
      #expect(ranges.first?.lowerBound == 0 && ranges.last?.upperBound == count)
      #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
      #expect(ranges.reduce(0) { $0 + $1.count } <= sample)
    }
    #expect(
      survey(NamedFields(places: []), sample: 41).volume(of: Self.world.log(.binding)).sampled == 40
    )
  }

  @Test func `threads change nothing`() {
    let one = survey(NamedFields(places: Self.everything)).volume(of: Self.world.log(.binding))
    let many = survey(NamedFields(places: Self.everything), threads: 4)
      .volume(of: Self.world.log(.binding))
    #expect(one.encodings.map(\.outcome) == many.encodings.map(\.outcome))
  }

  @Test func `an encoding that cannot say it is named with the reason`() {
    let without = Self.everything.subtracting([.destination, .destinationPort, .host])
    #expect(reason(NamedFields(places: without), .connection) == "has no place for the destination")
    #expect(reason(NamedFields(places: without), .binding) == nil)
    #expect(
      reason(NamedFields(places: without), .connectionHost)
        == "has no place for the destination and the host name")
    #expect(
      reason(NamedFields(places: Self.everything, needs: .destination), .binding)
        == "cannot leave out a destination")
    #expect(
      reason(NamedFields(places: Self.everything), .portBlock) == "has no record for port blocks")
    #expect(
      reason(NamedFields(places: Self.everything, kinds: []), .binding)
        == "has no record for sessions")
  }

  @Test func `records without a name do not make an encoding fit for names`() throws {
    var world = Self.world
    world.add(0, 5, 9, port: 999)
    let places = Self.everything.subtracting(.host)
    let volume = survey(NamedFields(places: places)).volume(of: world.log(.connectionHost))
    #expect(
      volume.encodings.map(\.outcome) == [.cannotExpress("has no place for the host name")])
    // A record that has no form at all is counted, and the others are written.
    var needing = NamedFields(places: Self.everything)
    needing.needs = .insidePort
    world.sessions[3].insidePort = 0
    let partial = survey(needing).volume(of: world.log(.connection))
    #expect(partial.encodings.first?.weight?.unexpressed == 1)
    #expect(partial.encodings.first?.weight?.records == 40)
  }

  @Test func `a begin alone is written only where nothing better can be`() throws {
    let volume = survey(NamedFields(places: Self.everything, kinds: [.sessionOpen]))
      .volume(of: Self.world.log(.connection))
    #expect(volume.encodings.map(\.form) == [.opening])
    #expect(volume.encodings.first?.weight?.entries == 40)
    let both = survey(
      NamedFields(places: Self.everything, kinds: [.sessionOpen, .sessionClose, .session])
    ).volume(of: Self.world.log(.connection))
    #expect(both.encodings.map(\.form) == [.pair, .whole])
  }

  @Test func `what is kept once is not logged`() {
    let volume = survey(NamedFields(places: Self.everything)).volume(of: Self.world.log(.register))
    #expect(volume.timed == 0 && volume.standing == 3 && volume.peaks.isEmpty)
    // A byte of flags and the number of the subscriber.
    #expect(volume.standingBytes == 3 * 5)
    #expect(volume.encodings.isEmpty && volume.sampled == 0)
  }

  @Test func `a regime that is not in the log has no encodings`() {
    let volume = survey(NamedFields(places: Self.everything))
      .volume(of: Self.world.log(.deterministic))
    #expect(volume.availability != .kept && volume.encodings.isEmpty && volume.timed == 0)
  }
}
