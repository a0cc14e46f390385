import LogFormats
import NATModel
import Testing

@Suite struct RADIUSDetailTests {
  let dialect = RADIUSDetail()

  /// Parses attributes as one record of an instant.
  private func record(_ attributes: String...) -> LineResult {
    parse(
      dialect,
      (["Tue Jun  9 00:03:48 2015"] + (attributes + ["Timestamp = 1433801028"]).map { "\t\($0)" })
        .joined(separator: "\n"))
  }

  @Test func interimUpdateSaysThatAnAssignmentGoesOn() throws {
    let result = parse(dialect, try #require(sampleLines["radius-detail"]?[0]))
    #expect(result.event.kind == .assignmentStart && result.event.inside == ip("78.92.255.12"))
    #expect(result.event.time == at("2015-06-08T22:03:48Z"))
    #expect(result.event.fields == [.time, .inside, .subscriber])
    #expect(result.texts.string(result.event.subscriber) == "taki_dsl_p")
    #expect(result.texts.string(result.event.exporter) == "MT_HAAP_INFOG")
  }

  @Test func portRangeOfAVendorIsABlock() throws {
    let event = parse(dialect, try #require(sampleLines["radius-detail"]?[1])).event
    #expect(event.kind == .blockAllocate && event.inside == ip("192.168.1.30"))
    #expect(event.outside == ip("10.10.10.30"))
    #expect(event.outsidePort == 10000 && event.outsidePortLast == 10099)
    #expect(event.time.nanoseconds == 1_680_103_200_000_000_000)
  }

  @Test func stopKnowsWhenItBegan() {
    let result = record(
      "User-Name = \"a\\\"b\\134c\"", "Framed-IP-Address = 100.64.0.7", "Acct-Status-Type = Stop",
      "Acct-Session-Time = 1905")
    #expect(result.event.kind == .assignmentStop)
    #expect(result.event.time.since(result.event.start) == 1_905_000_000_000)
    #expect(result.texts.string(result.event.subscriber) == "a\"b\\c")
  }

  @Test(arguments: [
    [
      "Huawei-NAT-Public-Address = 203.0.113.9", "Huawei-NAT-Start-Port = 1024",
      "Huawei-NAT-End-Port = 2047",
    ],
    ["H3C-NAT-Start-Port = 1024", "H3C-NAT-End-Port = 2047", "H3C-NAT-IP-Address = 203.0.113.9"],
    ["Alc-Nat-Port-Range = \"203.0.113.9 1024-2047 router base\""],
    [
      "IP-Port-Ext-IPv4-Addr = 203.0.113.9", "IP-Port-Range-Start = 1024",
      "IP-Port-Range-End = 2047",
    ],
  ])
  func rangesByVendor(attributes: [String]) {
    let all = ["Framed-IP-Address = 100.64.0.7", "Acct-Status-Type = Stop"] + attributes
    let event = parse(dialect, (all + ["Timestamp = 5"]).map { "\t\($0)" }.joined(separator: "\n"))
      .event
    #expect(event.kind == .blockRelease && event.inside == ip("100.64.0.7"))
    #expect(event.outside == ip("203.0.113.9"))
    #expect(event.outsidePort == 1024 && event.outsidePortLast == 2047)
  }

  @Test func severalRangesAndAnAssignmentInOneRecord() {
    let result = record(
      "User-Name = \"ann\"", "Framed-IP-Address = 100.64.0.7", "Acct-Status-Type = Interim-Update",
      "IP-Port-Range-Alloc = Allocation", "IP-Port-Range-Ext-IPv4-Addr = 203.0.113.9",
      "IP-Port-Range-Range-Start = 1024", "IP-Port-Range-Range-End = 2047",
      "IP-Port-Range-Alloc = Deallocation", "IP-Port-Range-Ext-IPv4-Addr = 203.0.113.9",
      "IP-Port-Range-Range-Start = 4096", "IP-Port-Range-Range-End = 5119")
    #expect(result.events.map(\.kind) == [.assignmentStart, .blockAllocate, .blockRelease])
    #expect(result.events.map(\.outsidePort) == [0, 1024, 4096])
    #expect(result.events.allSatisfy { result.texts.string($0.subscriber) == "ann" })
  }

  @Test func otherRecordsAreSkipped() {
    #expect(record("Acct-Status-Type = Accounting-On").isSkipped)
    #expect(record("Acct-Status-Type = Start", "User-Name = \"a\"").isSkipped)
    #expect(
      record("Acct-Status-Type = 1", "User-Name = \"a\"", "Framed-IP-Address = 255.255.255.254")
        .isSkipped)
    #expect(record("Acct-Status-Type = 1", "SN-NAT-IP-Address = 203.0.113.9").isSkipped)
  }

  @Test func damageIsRejected() {
    let user = "User-Name = \"a\""
    #expect(record(user, "Framed-IP-Address = 1.2.3").fault == .malformedAddress)
    #expect(
      record("Acct-Status-Type = 1", "X-NAT-Start-Port = 70000").fault == .portOutOfRange)
    #expect(record("Acct-Status-Type = 1", "X-NAT-Start-Port = 7").fault == .missingField)
    #expect(
      record(
        "Acct-Status-Type = 1", "Framed-IP-Address = 10.0.0.1",
        "Alc-Nat-Port-Range = \"203.0.113.9 2-1 base\""
      ).fault == .portOutOfRange)
    #expect(
      parse(dialect, "\tUser-Name = \"a\"\n\tAcct-Status-Type = 1\n\tFramed-IP-Address = 10.0.0.1")
        .fault == .missingField)
  }

  @Test func firstLineIsTheLastResortForTheTime() {
    let result = parse(
      dialect,
      "Tue Jun  9 00:03:48 2015\n\tUser-Name = \"a\"\n\tAcct-Status-Type = 1\n"
        + "\tFramed-IP-Address = 10.0.0.1")
    #expect(result.event.time == at("2015-06-09T00:03:48Z"))
    #expect(result.event.fields.contains(.assumedZone))
  }
}
