import LogFormats
import NATModel
import Testing

@Suite struct UlogdTests {
  let dialect = Ulogd()

  @Test func newFlowOpens() throws {
    let result = parse(dialect, try #require(sampleLines["ulogd"]?[0]))
    let event = result.event
    #expect(event.kind == .sessionOpen && event.proto == .tcp)
    #expect(event.inside == ip("100.64.0.12") && event.insidePort == 51658)
    #expect(event.outside == ip("203.0.113.1") && event.outsidePort == 4780)
    #expect(event.destination == ip("198.18.0.11") && event.destinationPort == 443)
    #expect(event.time == at("2026-11-24T12:13:32Z") && event.resolution == 1_000_000_000)
    #expect(event.has([.assumedYear, .assumedZone]) && !event.fields.contains(.bytes))
    #expect(result.texts.string(event.exporter) == "cgnat")
  }

  /// An echo request is printed as `TYPE=0 CODE=8`; the identifier is not printed at all.
  @Test func typeAndCodeOfICMPAreSwappedAndItHasNoPorts() throws {
    let event = parse(dialect, try #require(sampleLines["ulogd"]?[1])).event
    #expect(event.kind == .sessionClose && event.proto == .icmp)
    #expect(event.bytes == 84 && event.packets == 1)
    #expect(event.outside == event.inside && event.inside == ip("192.168.130.1"))
    #expect(
      event.fields.isDisjoint(with: [.insidePort, .outsidePort, .destinationPort, .time]))
  }

  @Test func untranslatedFlowHasTheSameOutside() {
    let event = parse(
      dialect,
      "ulogd[9441]: [DESTROY] ORIG: SRC=192.168.130.60 DST=192.168.61.58 PROTO=TCP SPT=37971 DPT=8080 "
        + "PKTS=5 BYTES=1377 , REPLY: SRC=192.168.61.58 DST=192.168.130.60 PROTO=TCP SPT=8080 "
        + "DPT=37971 PKTS=5 BYTES=966"
    ).event
    #expect(event.kind == .sessionClose && event.outside == event.inside)
    #expect(event.outsidePort == event.insidePort && event.bytes == 2343 && event.packets == 10)
  }

  @Test func pairsOfGPRINT() throws {
    let event = parse(dialect, try #require(sampleLines["ulogd"]?[2])).event
    #expect(event.kind == .sessionClose && event.proto == .tcp && event.session == 7)
    #expect(event.outside == ip("203.0.113.1") && event.outsidePort == 4780)
    #expect(event.bytes == 15 && event.packets == 2)
    #expect(event.time == Timestamp(seconds: 1_795_522_412, nanoseconds: 700_000_000))
    #expect(event.start == Timestamp(seconds: 1_795_522_400, nanoseconds: 5000))
    let clock = parse(
      dialect,
      "timestamp=2026/11/24-12:13:32,orig.ip.saddr=10.0.0.1,orig.ip.daddr=9.9.9.9,"
        + "orig.ip.protocol=1,reply.ip.saddr=9.9.9.9,reply.ip.daddr=192.0.2.1"
    ).event
    #expect(clock.kind == .session && clock.time == at("2026-11-24T12:13:32Z"))
    #expect(clock.fields.contains(.assumedZone) && clock.proto == .icmp)
  }

  @Test func membersOfJSON() throws {
    let event = parse(dialect, try #require(sampleLines["ulogd"]?[3])).event
    #expect(event.kind == .sessionOpen && event.proto == .udp)
    #expect(event.inside == ip("100.64.0.12") && event.outsidePort == 1024)
    #expect(event.time == at("2026-11-24T11:13:32.000005Z") && event.resolution == 1000)
    #expect(!event.fields.contains(.assumedZone))
  }

  @Test(arguments: [
    "Nov 24 12:13:32 cgnat [UPDATE] ORIG: SRC=1.1.1.1 DST=2.2.2.2 PROTO=TCP", "ulogd[1]: building",
    "timestamp=2026/11/24-12:13:32,ip.saddr=1.1.1.1",
    "{\"timestamp\":\"x\",\"ip.saddr\":\"1.1.1.1\"}",
    "timestamp=2026/11/24-12:13:32,orig.ip.saddr=1.1.1.1,ct.event=2",
    "Jan  8 03:37:09 fw kernel: IN=eth0 OUT= SRC=1.1.1.1 DST=2.2.2.2 PROTO=TCP SPT=1 DPT=2",
  ])
  func otherLinesAreSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }

  @Test(arguments: [
    ("SRC=1.1.1.1 DST=2.2.2.2 PROTO=TCP SPT=1 DPT=2 ", RejectReason.missingField),
    ("SRC=1.1.1.1 DST=2.2.2.2 PROTO=TCP SPT=1 DPT=65536 ", .portOutOfRange),
    ("SRC=1.1.1 DST=2.2.2.2 PROTO=TCP ", .malformedAddress),
    ("SRC=1.1.1.1 DST=2.2.2.2 PROTO=TCP SPT=1 DPT=2x ", .malformedRecord),
    (
      "SRC=1.1.1.1 DST=2.2.2.2 PROTO=? , REPLY: SRC=2.2.2.2 DST=1.1.1.1 PROTO=?", .malformedRecord
    ),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(parse(dialect, "ulogd[1]: [NEW] ORIG: " + text).fault == reason)
  }
}
