import Correlation
import Foundation
import LogFormats
import NATModel
import Simulation
import Testing

/// What a simulated NAT writes in each format is read back, and correlates to the same sessions.
///
/// Iterates the list of formats and of ways to record sessions; a format takes part in each for which
/// it has records.
@Suite struct DialectTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var dialect: any LogDialect
    var inside: String
    var records: String

    var testDescription: String { "\(dialect.id), \(inside), \(records)" }
  }

  static let cases: [Case] = LogDialects.all.flatMap { dialect in
    ["ipv4", "ipv6"].flatMap { cases(dialect, inside: $0) }
  }

  private static func cases(_ dialect: any LogDialect, inside: String) -> [Case] {
    ["pair", "single", "open", "binding"].compactMap { records in
      var values = ParameterValues()
      guard (try? values.set("log.records", to: records)) != nil,
        (try? values.set("nat.inside", to: inside)) != nil,
        VirtualNAT.sample(values).allSatisfy({
          dialect.fields(writing: $0)?.contains(.time) == true
        })
      else { return nil }
      return Case(dialect: dialect, inside: inside, records: records)
    }
  }

  /// A file that was written when the world ended, as a log is.
  private final class LogFile {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "natlens-dialect-\(UUID().uuidString).log")

    init(_ bytes: [UInt8], until end: Int64) throws {
      try Data(bytes).write(to: url)
      let seconds = Double(end / 1_000_000_000 + 60)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: url.path)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
  }

  private func world(_ test: Case) throws -> World {
    try SmallWorld.make(
      "population.subscribers=8", "time.days=0.04", "population.null_world=shuffled-times",
      "nat.behavior=port-block", "nat.block_size=32", "nat.tcp_transitory=60", "log.loss=0",
      "log.records=\(test.records)", "nat.inside=\(test.inside)",
      "nat.subscribers_per_address=4")
  }

  private func read(
    _ written: [UInt8], until end: Int64, into sink: inout some EventSink, texts: inout TextTable
  ) throws -> InputReport {
    let file = try LogFile(written, until: end)
    return try withExtendedLifetime(file) {
      try LogReader(options: ReadingOptions(now: Timestamp(nanoseconds: end))).read(
        try InputSource.open(file.url.path), file: 0, into: &sink, texts: &texts)
    }
  }

  @Test(arguments: cases) func `what is written is read back`(_ test: Case) throws {
    let world = try world(test)
    let log = try SmallWorld.run(world).log
    let events = log.of(
      .sessionOpen, .sessionClose, .session, .blockAllocate, .blockRelease, .blockInterim)
    #expect(events.count > 500)
    var output = TextOutput()
    let written = events.filter { test.dialect.write($0, texts: log.texts, to: &output) }
    let sessions = written.filter { !$0.fields.contains(.outsidePortLast) }
    #expect(sessions.count == log.of(.sessionOpen, .sessionClose, .session).count)

    var collector = EventCollector()
    var texts = TextTable()
    let report = try read(
      output.bytes, until: world.traffic.end, into: &collector, texts: &texts)
    #expect(report.format == test.dialect.id && report.rejects.total == 0 && report.skipped == 0)
    #expect(collector.events.count == written.count)
    let resolution = Int64(test.dialect.writtenResolution)
    for (event, back) in zip(written, collector.events) {
      let carried = try #require(test.dialect.fields(writing: event))
      #expect(back.kind == event.kind && back.fields == carried)
      #expect(back.time == event.time.floored(to: resolution))
      func agrees<Value: Equatable>(_ field: EventFields, _ path: KeyPath<Event, Value>) -> Bool {
        !carried.contains(field) || back[keyPath: path] == event[keyPath: path]
      }
      #expect(
        agrees(.inside, \.inside) && agrees(.insidePort, \.insidePort)
          && agrees(.outside, \.outside) && agrees(.outsidePort, \.outsidePort)
          && agrees(.outsidePortLast, \.outsidePortLast) && agrees(.session, \.session)
          && agrees(.destination, \.destination) && agrees(.destinationPort, \.destinationPort),
        "\(event) came back as \(back)")
      if carried.contains(.proto), event.fields.contains(.proto) {
        #expect(back.proto == event.proto)
      }
      if carried.contains(.start) { #expect(abs(back.start.since(event.start)) < 2_000_000_000) }
    }
  }

  @Test(arguments: cases) func `pairing finds every session that was not lost`(
    _ test: Case
  ) throws {
    let world = try world(test)
    let outcome = try SmallWorld.run(world)
    var output = TextOutput()
    for event in outcome.log.events where event.kind != .request && event.kind != .name {
      _ = test.dialect.write(event, texts: outcome.log.texts, to: &output)
    }
    var correlator = Correlator()
    var texts = TextTable()
    _ = try read(output.bytes, until: world.traffic.end, into: &correlator, texts: &texts)
    let ledger = correlator.finish(texts: texts)
    let found = test.records == "binding" ? ledger.bindings.count : ledger.sessions.count
    let expected =
      switch test.records {
      case "pair", "open": outcome.report.nat.sessions
      case "single": outcome.log.of(.session).count
      default: outcome.report.nat.mappings
      }
    #expect(found == expected)
    #expect(ledger.pairing.closedWithoutOpen == 0)
  }

  @Test func `every kind of record has a format that keeps all of it`() {
    for records in ["pair", "single", "open", "binding"] {
      #expect(DialectTests.cases.contains { $0.records == records })
    }
    #expect(
      DialectTests.cases.contains { $0.dialect.id == NatlensEvent().id && $0.records == "pair" })
    // Every format that logs sessions has one, NAT64's too; the state table of pf has no times.
    let missing = LogDialects.all.filter { dialect in
      !dialect.isReadOnly && dialect.kinds.contains(.sessionOpen)
        && !DialectTests.cases.contains { $0.dialect.id == dialect.id }
    }
    #expect(missing.map(\.id) == [PFState().id])
  }
}
