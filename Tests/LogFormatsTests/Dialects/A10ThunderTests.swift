import LogFormats
import NATModel
import Testing

@Suite struct A10ThunderTests {
  let dialect = A10Thunder()
  let header =
    "2025-05-02T11:34:56.87+00:00 10.254.254.57 cgn0.thn2/cgn-demo  CEF:0|A10|CFW|6.0.0-P1|"
  let tail =
    "'realm':'cgn-demo','exporter':'cgn0.thn2/cgn-demo'"

  @Test func batchOfPorts() {
    let record =
      "5|proto=UDP src=100.65.140.73 sourceTranslatedAddress=99.99.99.12 "
      + "sourceTranslatedPort=22016 cn3=22271 cn3Label=Last Nat Port"
    let rest =
      "'time':'2025-05-02T11:34:56.870000000Z','resolution':10000000,'proto':17,"
      + "'inside':'100.65.140.73','outside':'99.99.99.12','outside_port':22016,"
      + "'outside_port_last':22271,\(tail),'binding':true}"
    #expect(
      rendered(parse(dialect, header + "CGN 106|Nat Port Batch Pool Allocated|" + record))
        == ["{'kind':'block-allocate'," + rest])
    #expect(
      rendered(parse(dialect, header + "CGN 107|Nat Port Batch Pool Freed|" + record))
        == ["{'kind':'block-release'," + rest])
  }

  @Test func portsAndSessions() {
    let record =
      "5|proto=ICMP src=100.65.250.67 spt=735 sourceTranslatedAddress=99.99.99.9 "
      + "sourceTranslatedPort=20209"
    let rest =
      "'time':'2025-05-02T11:34:56.870000000Z','resolution':10000000,'proto':1,"
      + "'inside':'100.65.250.67','inside_port':735,'outside':'99.99.99.9',"
      + "'outside_port':20209,"
    #expect(
      rendered(
        parse(dialect, header + "CGN 100|Nat Port Allocated|" + record + " dst=8.8.4.4 dpt=0"))
        == [
          "{'kind':'session-open'," + rest + "\(tail),'binding':true}",
          "{'kind':'flow','end':'2025-05-02T11:34:56.870000000Z','resolution':10000000,'proto':1,"
            + "'inside':'100.65.250.67','inside_port':735,'destination':'8.8.4.4',\(tail)}",
        ])
    #expect(
      rendered(parse(dialect, header + "CGN 101|Nat Port Freed|" + record))
        == ["{'kind':'session-close'," + rest + "\(tail),'binding':true}"])
    let session = parse(
      dialect,
      header + "CGN 102|Nat Session Created|5|proto=TCP src=10.0.0.1 spt=1 "
        + "sourceTranslatedAddress=203.0.113.1 sourceTranslatedPort=2 dst=192.0.2.9 dpt=443 "
        + "msg=a b\\=c"
    ).event
    #expect(session.kind == .sessionOpen && session.destinationPort == 443)
    #expect(!session.fields.contains(.binding))
  }

  @Test func headerWithoutADeviceNamesTheHost() {
    let result = parse(
      dialect,
      "<134>Nov 24 12:00:00 ax1 CEF:0|A10|CGN|5.2|CGN 101|x\\|y|5|src=fd00::1 spt=1 "
        + "sourceTranslatedAddress=203.0.113.1 sourceTranslatedPort=2")
    #expect(result.events.isEmpty)  // an escaped bar in the name shifts the fields: none is guessed
    let plain = parse(
      dialect,
      "<134>Nov 24 12:00:00 ax1 CEF:0|A10|CGN|5.2|CGN 101|x|5|src=fd00::1 spt=1 "
        + "sourceTranslatedAddress=203.0.113.1 sourceTranslatedPort=2")
    #expect(plain.texts.string(plain.event.exporter) == "ax1" && plain.event.realm == .none)
    #expect(plain.event.inside == ip("fd00::1") && !plain.event.fields.contains(.proto))
  }

  @Test func severalRecordsInOneLine() {
    let record =
      "CGN 101|Nat Port Freed|5|proto=UDP src=10.0.0.1 spt=1 "
      + "sourceTranslatedAddress=203.0.113.1 sourceTranslatedPort=2"
    let result = parse(dialect, header + record + " CEF:0|A10|CFW|6|" + record)
    #expect(result.events.count == 2 && result.events.first == result.events.last)
    let damaged = parse(
      dialect, header + record + "99999 CEF:0|A10|CFW|6|" + record)
    #expect(damaged.events.count == 1 && damaged.fault == .portOutOfRange)
  }

  @Test func texts() {
    let spaced = parse(
      dialect, "Nov 24 12:00:00 ax1 NAT-UDP-C: 100.100.100.100:10000 -> 150.150.150.150: 10000"
    ).event
    #expect(spaced.kind == .sessionOpen && spaced.proto == .udp)
    #expect(spaced.has([.binding, .time, .inside, .insidePort, .outside, .outsidePort]))
    #expect(spaced.inside == ip("100.100.100.100") && spaced.insidePort == 10000)
    #expect(spaced.outside == ip("150.150.150.150") && spaced.outsidePort == 10000)
    let mapping = parse(
      dialect, "NAT-TCP-D: 10.0.0.1:4000<-->203.0.113.1:5000 to 192.0.2.9:443"
    ).event
    #expect(mapping.kind == .sessionClose && mapping.outsidePort == 5000)
    #expect(mapping.destination == ip("192.0.2.9") && mapping.destinationPort == 443)
    let session = parse(
      dialect, "NAT-TCP-C: 10.0.0.1:4000<->192.0.2.9:443,203.0.113.1:5000<-->192.0.2.9:443"
    ).event
    #expect(session.inside == ip("10.0.0.1") && session.outside == ip("203.0.113.1"))
    #expect(session.destination == ip("192.0.2.9") && session.outsidePort == 5000)
    let fixed = parse(dialect, "FIXED-NAT-PORTS 10.10.10.172->192.168.9.173:3000-4000").event
    #expect(fixed.kind == .blockAllocate && fixed.inside == ip("10.10.10.172"))
    #expect(fixed.outside == ip("192.168.9.173") && fixed.outsidePort == 3000)
    #expect(fixed.outsidePortLast == 4000)
    #expect(parse(dialect, "NAT-TCP-U: 10.0.0.1:4000<-->203.0.113.1:5000").isSkipped)
  }

  @Test(arguments: [
    "Nov 24 12:00:00 ax1 CEF:0|A10|ADC|5.2|SLB 100|x|5|src=10.0.0.1",
    "Nov 24 12:00:00 ax1 CEF:0|Other|CGN|5.2|CGN 100|x|5|src=10.0.0.1",
    "Nov 24 12:00:00 ax1 CEF:0|A10|CFW|5.2|CGN 199|x|5|src=10.0.0.1", "NAT-TCP: x",
  ])
  func otherRecordsAreSkipped(line: String) { #expect(parse(dialect, line).isSkipped) }

  @Test(arguments: [
    (
      "CGN 106|x|5|src=10.0.0.1 sourceTranslatedAddress=1.1.1.1 sourceTranslatedPort=9 cn3=8",
      RejectReason.portOutOfRange
    ),
    (
      "CGN 106|x|5|src=10.0.0.1 sourceTranslatedAddress=1.1.1.1 sourceTranslatedPort=9",
      .missingField
    ),
    (
      "CGN 100|x|5|src=10.0.0.1 sourceTranslatedAddress=h sourceTranslatedPort=9",
      .malformedAddress
    ),
    (
      "CGN 100|x|5|src=10.0.0.1 sourceTranslatedAddress=1.1.1.1 sourceTranslatedPort=x",
      .malformedPort
    ),
    ("CGN 100|x|5|proto=WARP src=10.0.0.1", .malformedRecord),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(parse(dialect, header + text).fault == reason)
  }
}
