import LogFormats
import NATModel
import Testing

@Suite struct NfdumpCSVTests {
  let dialect = NfdumpCSV()
  private static let header = "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt\n"

  private func row(_ row: String) -> LineResult { parse(dialect, NfdumpCSVTests.header + row) }

  @Test func flowsOfTheClassicColumns() throws {
    let result = parse(dialect, try #require(sampleLines["nfdump-csv"]?[0]))
    #expect(result.event.kind == .flow && result.event.proto == .udp)
    #expect(result.event.inside == ip("172.16.32.100") && result.event.insidePort == 123)
    #expect(result.event.destination == ip("172.16.32.248") && result.event.destinationPort == 53)
    #expect(result.event.start == at("2015-10-08T19:03:46Z"))
    #expect(result.event.time == at("2015-10-08T19:03:48Z"))
    #expect(result.event.packets == 3 && result.event.bytes == 300)
    #expect(result.event.fields.contains(.assumedZone))
  }

  @Test func flowsWithoutHeader() throws {
    let result = parse(dialect, try #require(sampleLines["nfdump-csv"]?[1]))
    #expect(
      result.event.inside == ip("2001:db8::1") && result.event.destination == ip("2001:db8::2"))
    #expect(result.event.proto == .icmpv6)
    #expect(!result.event.fields.contains(.insidePort) && result.event.bytes == 672)
  }

  @Test func flowsOfTheLaterColumns() throws {
    let result = parse(dialect, try #require(sampleLines["nfdump-csv"]?[2]))
    #expect(result.event.time.since(result.event.start) == 1_500_000_000)
    #expect(result.event.destinationPort == 443 && result.event.packets == 12)
    #expect(result.event.bytes == 3400 && result.event.proto == .tcp)
  }

  @Test func theSummaryIsSkippedAndDamageIsNot() {
    for text in [
      "Summary", "flows,bytes,packets,avg_bps,avg_pps,avg_bpp", "7,1128,13,226,0,86", "",
    ] {
      #expect(row(text).isSkipped, "\(text)")
    }
    let good =
      "2015-10-08 19:03:46,2015-10-08 19:03:47,1.0,10.0.0.1,10.0.0.2,1,2,UDP,..,0,0,1,76,0,0"
    #expect(row(good).fault == nil)
    #expect(row(String(good.dropLast(4))).fault == .missingField)
    #expect(row(good.replacing("10.0.0.2", with: "10.0.0")).fault == .malformedAddress)
    #expect(row(good.replacing("19:03:47", with: "19:03:45")).fault == .malformedTime)
    #expect(row(good.replacing("2015-10-08 19:03:46", with: "soon")).fault == .malformedTime)
    #expect(row(good.replacing(",1,2,", with: ",1,65536,")).fault != nil)
  }
}
