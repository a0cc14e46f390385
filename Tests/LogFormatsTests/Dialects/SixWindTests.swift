import LogFormats
import NATModel
import Testing

@Suite struct SixWindTests {
  let dialect = SixWind()

  /// The reply begins at the destination and ends at the outside endpoint.
  @Test func connectionIsReadAsItsPacketsGo() throws {
    let result = parse(dialect, try #require(sampleLines["6wind"]?[0]))
    let event = result.event
    #expect(event.kind == .sessionOpen && event.proto == .tcp)
    #expect(event.inside == ip("10.100.0.1") && event.insidePort == 4241)
    #expect(event.outside == ip("10.175.0.3") && event.outsidePort == 10752)
    #expect(event.destination == ip("10.200.0.1") && event.destinationPort == 33815)
    #expect(event.time == at("2026-06-14T12:17:35Z"))
    #expect(result.texts.string(event.exporter) == "dut-vm")
    // As the manual prints it: one arrow, and ports that differ between the halves.
    let closed = parse(
      dialect,
      "Jun 14 12:19:04 dut-vm fp-cgnat[2484]: DESTROY CONN: fwd proto 6 10.100.0.1:4241 -> "
        + "10.200.0.1:33815, back proto 6 10.200.0.1:33915 -> 10.175.0.3:10753"
    ).event
    #expect(closed.kind == .sessionClose && closed.outsidePort == 10753)
    #expect(closed.destinationPort == 33815)
  }

  @Test func blocks() throws {
    let event = parse(dialect, try #require(sampleLines["6wind"]?[1])).event
    #expect(event.kind == .blockRelease && event.inside == ip("100.64.0.1"))
    #expect(event.outside == ip("192.0.2.33") && event.proto == .tcp)
    #expect(event.outsidePort == 1 && event.outsidePortLast == 512)
    let allocated = parse(
      dialect,
      "fp-cgnat[1]: USER 100.64.0.1 (matching rule 1): NEW BLOCK (pool \"a, (b\", ip public "
        + "192.0.2.33, proto 17, port 512 - 1023)"
    ).event
    #expect(allocated.kind == .blockAllocate && allocated.outsidePortLast == 1023)
  }

  @Test(arguments: [
    ("NEW CONN: fwd proto 6 a:1 -> b:2", RejectReason.malformedAddress),
    ("NEW CONN: fwd proto 999 10.0.0.1:1 -> 10.0.0.2:2", .malformedNumber),
    ("NEW CONN: fwd proto 6 10.0.0.1:1 -> 10.0.0.2:2", .missingField),
    (
      "USER 10.0.0.1 (matching rule 1): NEW BLOCK (pool \"p\", ip public 1.1.1.1, proto 6, port 9 - 1)",
      .portOutOfRange
    ),
  ])
  func damagedRecordsAreRejected(line: String, reason: RejectReason) {
    #expect(parse(dialect, "fp-cgnat[1]: " + line).fault == reason)
  }

  @Test(arguments: [
    "Jun 11 08:02:46 vsr fp-cgnat[4269]: CGNAT Log listen on 5001", "NEW CONN: fwd proto 6",
    "fp-cgnat[1]: USER 100.64.0.1 (matching rule 1): NO BLOCK LEFT",
  ])
  func otherMessagesAreSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }
}
