import LogFormats
import NATModel
import Testing

@Suite struct ColumnTableTests {
  private func read(_ mapping: String, _ text: String) throws -> (
    events: [Event], report: InputReport, texts: TextTable
  ) {
    let file = try ScratchFile(Array(text.utf8))
    let table = ColumnTable(try ColumnMapping(parsing: mapping))
    var collector = EventCollector()
    var texts = TextTable()
    let report = try LogReader(options: ReadingOptions(described: [table], now: reference)).read(
      try InputSource.open(file.path), file: 0, into: &collector, texts: &texts)
    return (collector.events, report, texts)
  }

  @Test func csvByHeader() throws {
    let got = try read(
      "outside=ip,outside_port=port,inside=cust,subscriber=name,time=ts",
      "ts,name,cust,\"ip\",port,note\n"
        + "2026-11-23 10:00:00,\"Smith, A\",100.64.0.7,203.0.113.9,40000,x\n"
        + "2026-11-23T10:00:01.5Z,b,100.64.0.8,203.0.113.9,,\"a,b\"\n"
        + "yesterday,c,100.64.0.9,203.0.113.9,1,\n")
    #expect(got.report.format == "columns" && got.report.rejects.counts == [.malformedTime: 1])
    #expect(got.events.map(\.kind) == [.sessionOpen, .sessionOpen])
    #expect(got.events[0].time == at("2026-11-23T10:00:00Z") && got.events[0].outsidePort == 40000)
    #expect(got.events[0].fields.contains(.assumedZone))
    #expect(got.texts.string(got.events[0].subscriber) == "Smith, A")
    #expect(got.events[1].time == at("2026-11-23T10:00:01.5Z"))
    #expect(!got.events[1].fields.contains(.outsidePort))
    #expect(got.events.map(\.location.record) == [2, 3])
  }

  @Test func headerCountsInEveryBlock() throws {
    var text = "port,ip,ts,in\n"
    for number in 0..<2000 {
      text += "\(1024 + number),203.0.113.9,2026-11-23T10:00:00Z,100.64.0.7\n"
    }
    let file = try ScratchFile(Array(text.utf8))
    let table = ColumnTable(
      try ColumnMapping(parsing: "outside=ip,outside_port=port,inside=in,time=ts"))
    for (threads, blockSize) in [(1, 1 << 18), (1, 300), (2, 5000)] {
      let got = try LogFormatsTests.read(
        file.path, dialect: table, threads: threads, blockSize: blockSize)
      #expect(got.events.map(\.outsidePort) == (1024..<3024).map { UInt16($0) })
      #expect(got.report.rejects.total == 0)
    }
  }

  @Test func tsvByNumberAndKindsByWord() throws {
    let got = try read(
      "kind=1,kind.A=block-allocate,kind.F=block-release,time=2,inside=3,outside=4,"
        + "outside_port=5,outside_port_last=6,time_format=epoch-ms",
      "A\t1795521600123\t10.0.0.1\t203.0.113.1\t1024\t2047\n"
        + "F\t1795521601123\t10.0.0.1\t203.0.113.1\t1024\t2047\n"
        + "X\t1795521601123\t10.0.0.1\t203.0.113.1\t1024\t2047\n"
        + "F\t1795521601123\t10.0.0.1\t203.0.113.1\t2047\t1024\n"
        + "F\t1795521601123\t10.0.0.1\t203.0.113.1\t70000\t70001\n")
    #expect(got.events.map(\.kind) == [.blockAllocate, .blockRelease])
    #expect(got.events[0].time.nanoseconds == 1_795_521_600_123_000_000)
    #expect(got.events[0].resolution == 1_000_000)
    #expect(got.report.skipped == 1 && got.report.rejects.counts == [.portOutOfRange: 2])
  }

  @Test func objectsByPath() throws {
    let got = try read(
      "outside=client.ip,outside_port=client.port,host=vhost,time=t",
      "{\"t\":1795521600,\"client\":{\"ip\":\"203.0.113.9\",\"port\":\"40000\"},"
        + "\"vhost\":\"www.site.test\"}\n{\"t\":1795521600,\"client\":{}}\n")
    #expect(got.events.map(\.kind) == [.request] && got.events[0].outsidePort == 40000)
    #expect(got.texts.string(got.events[0].host) == "www.site.test")
    #expect(got.report.rejects.counts == [.missingField: 1])
  }

  @Test func mappingsThatAreNone() {
    for text in ["", "outside", "outsid=1", "outside=", "time_format=x,outside=1", "kind.A=x"] {
      #expect(throws: ColumnMapping.Problem.self) { _ = try ColumnMapping(parsing: text) }
    }
    #expect((try? ColumnMapping(parsing: "# c\noutside = ip\n\ntime=ts\n")) != nil)
  }

  @Test func aFileThatDoesNotFitIsRecognisedAsEver() throws {
    let got = try read(
      "outside=ip", "%ASA-6-305009: Built static translation from a:10.0.0.1 to b:192.0.2.1\n")
    #expect(got.report.format == "cisco-asa" && got.events.count == 1)
  }

  @Test(arguments: [
    ("%d.%m.%Y %T", "23.11.2026 10:00:00"), ("%Y%m%d %H%M%S", "20261123 100000"),
    ("%b %e %Y %T %z", "Nov 23 2026 11:00:00 +0100"), ("%s", "1795428000"),
    ("%Y-%m-%dT%H:%M:%S.%f%z", "2026-11-23T10:00:00.000Z"), ("auto", "1795428000"),
    ("auto", "1795428000000"), ("auto", "1795428000000000"), ("auto", "1795428000000000000"),
    ("auto", "1795428000.000"), ("epoch-us", "1795428000000000"),
  ])
  func timeForms(form: String, text: String) throws {
    let got = try read(
      "outside=2,time=1,separator=pipe,time_format=\(form)", "\(text)|203.0.113.1\n")
    #expect(got.events.map(\.time) == [at("2026-11-23T10:00:00Z")])
  }

  @Test func everyPrefixAndMutationIsHarmless() throws {
    let table = ColumnTable(try ColumnMapping(parsing: "outside=1,outside_port=2,time=3"))
    let line = Array("203.0.113.9,\"40\",\"2026-11-23T10:00:00Z\",\"a\"\"b\"".utf8)
    for count in 0...line.count {
      for event in parse(table, Array(line[..<count])).events {
        #expect(impossibility(event) == nil)
      }
    }
    for index in line.indices {
      for byte in [0, 0x22, 0x2c, 0x2d, 0x5c, 0xff] as [UInt8] {
        var changed = line
        changed[index] = byte
        for event in parse(table, changed).events { #expect(impossibility(event) == nil) }
      }
    }
  }
}
