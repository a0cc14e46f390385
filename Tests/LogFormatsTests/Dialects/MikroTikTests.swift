import LogFormats
import NATModel
import Testing

@Suite struct MikroTikTests {
  let dialect = MikroTik()

  @Test func forwardLineWithClauseOpensASession() throws {
    let result = parse(dialect, try #require(sampleLines["mikrotik"]?[0]))
    let event = result.event
    #expect(event.kind == .sessionOpen && event.proto == .tcp)
    #expect(event.inside == ip("100.68.180.230") && event.insidePort == 35420)
    #expect(event.outside == ip("103.125.177.119") && event.outsidePort == 35420)
    #expect(event.destination == ip("99.124.164.160") && event.destinationPort == 22)
    #expect(result.texts.string(event.subscriber) == "P2-musa")
    #expect(result.texts.string(event.exporter) == "BRAS-01")
    #expect(event.time == at("2026-08-30T18:33:17Z"))
  }

  @Test func protocolsWithoutPorts() throws {
    let event = parse(dialect, try #require(sampleLines["mikrotik"]?[1])).event
    #expect(event.proto == .icmp && event.outside == ip("203.0.113.1"))
    #expect(!event.fields.contains(.outsidePort))
  }

  @Test(arguments: [
    "forward: in:ether1 out:bridge, src-mac 26:5a:4c:57:6e:cc, proto TCP (SYN), 1.1.1.1:1->2.2.2.2:2, len 64",
    "forward: in:NAT out:, NAT (x, proto UDP, 1.1.1.1:1->2.2.2.2:2, len 64",
    "system,info,account user admin logged in from 10.0.0.1 via ssh",
  ])
  func linesWithoutClauseAreSkipped(line: String) {
    #expect(parse(dialect, line).isSkipped)
  }

  @Test func nameOfAnInterfaceCannotForgeARecord() {
    let event = parse(
      dialect,
      "forward: in:<pppoe-x, proto TCP, 9.9.9.9:1->8.8.8.8:2, NAT (9.9.9.9:1->7.7.7.7:1)->8.8.8.8:2"
        + "> out:e, proto UDP, 10.0.0.1:5->1.1.1.1:53, NAT (10.0.0.1:5->203.0.113.1:6)->1.1.1.1:53, len 9"
    ).event
    #expect(event.inside == ip("10.0.0.1") && event.outside == ip("203.0.113.1"))
    #expect(event.proto == .udp)
  }

  @Test func destinationNATIsNoOutsideEndpoint() {
    #expect(
      parse(
        dialect,
        "forward: in:a out:b, proto TCP (SYN), 1.1.1.1:1->10.0.0.2:2, NAT 1.1.1.1:1->(3.3.3.3:2->10.0.0.2:2), len 64"
      ).isSkipped)
  }
}
