import LogFormats
import NATModel
import Testing

@Suite struct RepeatedMessageTests {
  private let header = "Nov 23 2026 10:00:00 fw : "
  private let built =
    "%ASA-6-302015: Built outbound UDP connection 7 for a:9.9.9.9/53 (9.9.9.9/53) to "
    + "b:10.0.0.1/1000 (203.0.113.1/2000)"

  @Test func linesThatWereLeftOutAreCounted() throws {
    let text =
      header + built + "\nNov 23 2026 10:00:02 fw last message repeated 2 times\n"
      + "Nov 23 10:00:03  last message repeated 1 time\r\n" + header
      + "last message repeated often\n" + header + built
    let got = try read(Array(text.utf8))
    #expect(got.events.count == 2 && got.report.repeated == 3)
    #expect(got.report.skipped == 3 && got.report.rejects.total == 0)
  }

  @Test func theMessageInBracketsIsReadOnce() throws {
    let wrapped = header + "message repeated 3 times: [ " + built + "]\n"
    let got = try read(Array((header + built + "\n" + wrapped).utf8))
    #expect(got.events.count == 2 && got.report.repeated == 2)
    #expect(got.events[1].outsidePort == 2000 && got.events[1].time == got.events[0].time)
    #expect(got.report.records == 2 && got.report.skipped == 0)
  }

  @Test func bracketsOfOtherLinesMeanNothing() throws {
    let line =
      "<14>1 2023-01-31T12:40:28.259Z v RT_FLOW - RT_FLOW_SESSION_CREATE [junos@2636.1.1.1.2.40 "
      + "source-address=\"10.1.1.1\" source-port=\"1\" destination-address=\"192.0.2.1\" "
      + "destination-port=\"2\" nat-source-address=\"203.0.113.1\" nat-source-port=\"3\" "
      + "nat-destination-address=\"192.0.2.1\" nat-destination-port=\"2\" protocol-id=\"6\" "
      + "policy-name=\"message repeated 9\" session-id-32=\"1\"]"
    let got = try read(Array(line.utf8))
    #expect(got.events.count == 1 && got.report.repeated == 0)
  }
}
