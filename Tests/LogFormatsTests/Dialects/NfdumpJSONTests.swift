import LogFormats
import NATModel
import Testing

@Suite struct NfdumpJSONTests {
  let dialect = NfdumpJSON()

  private func record(_ members: String...) -> LineResult {
    parse(dialect, (["{"] + members.map { "\t\($0)," } + ["}"]).joined(separator: "\n"))
  }

  @Test func sessionsFromNATEvents() throws {
    let result = parse(dialect, try #require(sampleLines["nfdump-json"]?[0]))
    #expect(result.event.kind == .sessionOpen)
    #expect(result.event.inside == ip("172.16.100.198") && result.event.insidePort == 35303)
    #expect(result.event.outside == ip("10.143.52.29") && result.event.outsidePort == 35304)
    #expect(result.event.destination == ip("10.89.87.1") && result.event.destinationPort == 53)
    #expect(result.event.time == at("2025-06-04T15:09:00.45Z") && result.event.proto == .udp)
    #expect(result.event.fields.contains(.assumedZone) && !result.event.fields.contains(.start))
    #expect(result.texts.string(result.event.exporter) == "127.0.0.1")
  }

  /// nfdump 1.7.1 leaves out the zeros of milliseconds below 100.
  @Test(arguments: [("5", 5), ("33", 33), ("330", 330), ("033", 33)])
  func millisecondsWithoutZeros(text: String, milliseconds: Int64) {
    let result = record(
      "\"src4_addr\" : \"10.0.0.1\"", "\"nat_event_id\" : \"4\"",
      "\"t_event\" : \"2026-01-02T03:04:05.\(text)\"")
    #expect(result.event.time.nanoseconds % 1_000_000_000 == milliseconds * 1_000_000)
    #expect(result.event.resolution == 1_000_000)
  }

  @Test func flowsWithoutTranslation() throws {
    let result = parse(dialect, try #require(sampleLines["nfdump-json"]?[1]))
    #expect(result.event.kind == .flow && result.event.inside == ip("2001:db8::10"))
    #expect(result.event.time.since(result.event.start) == 2_000_000_000)
    #expect(result.event.bytes == 96 && result.event.packets == 1)
  }

  @Test func blocks() {
    let members = [
      "\"src4_addr\" : \"100.64.0.7\"", "\"src4_xlt_ip\" : \"203.0.113.5\"",
      "\"pblock_start\" : \"1024\"", "\"pblock_end\" : \"0\"", "\"pblock_size\" : \"512\"",
      "\"t_event\" : \"2026-01-02T03:04:05.000\"",
    ]
    let given = record(
      members[0], members[1], members[2], members[3], members[4], members[5],
      "\"nat_event_id\" : \"16\"")
    #expect(given.event.kind == .blockAllocate)
    #expect(given.event.outsidePort == 1024 && given.event.outsidePortLast == 1535)
    let taken = record(
      members[0], members[1], members[2], members[3], members[4], members[5],
      "\"nat_event_id\" : \"17\"")
    #expect(taken.event.kind == .blockRelease)
    for notice in [12, 18] {
      #expect(
        record(
          members[0], members[1], members[2], members[3], members[4], members[5],
          "\"nat_event_id\" : \"\(notice)\""
        ).isSkipped)
    }
    let tooFar = record(
      members[0], members[1], "\"pblock_start\" : \"18446744073709551615\"", members[3],
      "\"pblock_size\" : \"2\"", members[5], "\"nat_event_id\" : \"16\"")
    #expect(tooFar.fault == .portOutOfRange)
  }

  @Test func whatIsNoEvent() {
    #expect(record("\"src4_addr\" : \"0.0.0.0\"").isSkipped)
    #expect(record("\"src4_addr\" : \"10.0.0.1\"", "\"event_id\" : \"3\"").isSkipped)
    #expect(record("\"src4_addr\" : \"10.0.0.1\"", "\"nat_event_id\" : \"12\"").isSkipped)
    #expect(record("\"src4_addr\" : \"10.0.0.1\"").fault == .missingField)
    #expect(record("\"src4_addr\" : \"10.0.0\"").fault == .malformedAddress)
  }
}
