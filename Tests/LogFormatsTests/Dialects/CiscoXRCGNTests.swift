import LogFormats
import NATModel
import Testing

@Suite struct CiscoXRCGNTests {
  let dialect = CiscoXRCGN()
  let header = "<134> 1 2023 May 31 11:30:00 10.0.0.1 - - NAT44 - "

  @Test func published() {
    let result = parse(
      dialect,
      "1 2023 May 31 11:30:00 10.0.0.1 - - NAT44 - [UserbasedA - 192.168.1.2 VRFName - 8.8.8.1 - "
        + "22345 23001]")
    #expect(
      rendered(result) == [
        "{'kind':'block-allocate','time':'2023-05-31T11:30:00Z','inside':'192.168.1.2',"
          + "'outside':'8.8.8.1','outside_port':22345,'outside_port_last':23001,"
          + "'realm':'VRFName','exporter':'10.0.0.1','binding':true,'assumed_zone':true}"
      ])
  }

  @Test func manyRecordsInOneLine() {
    let result = parse(
      dialect,
      header + "[SessionbasedAD 6 192.168.1.2 a-b - 8.8.8.1 40000 22345 - 203.0.113.9 443]"
        + "[SessionbasedW 1 192.168.1.2 - - 8.8.8.1 7 9 -]"
        + "[Portblockrunout - 192.168.1.2 a-b - 8.8.8.1 - 1 2]"
        + "[UserbasedW - 192.168.1.2 a-b 2001:db8::7 8.8.8.1 - 22345 23001]")
    #expect(
      rendered(result) == [
        "{'kind':'session-open','time':'2023-05-31T11:30:00Z','proto':6,'inside':'192.168.1.2',"
          + "'inside_port':40000,'outside':'8.8.8.1','outside_port':22345,"
          + "'destination':'203.0.113.9','destination_port':443,'realm':'a-b',"
          + "'exporter':'10.0.0.1','assumed_zone':true}",
        "{'kind':'session-close','time':'2023-05-31T11:30:00Z','proto':1,'inside':'192.168.1.2',"
          + "'inside_port':7,'outside':'8.8.8.1','outside_port':9,'exporter':'10.0.0.1',"
          + "'binding':true,'assumed_zone':true}",
        "{'kind':'block-release','time':'2023-05-31T11:30:00Z','inside':'2001:db8::7',"
          + "'outside':'8.8.8.1','outside_port':22345,'outside_port_last':23001,'realm':'a-b',"
          + "'exporter':'10.0.0.1','binding':true,'assumed_zone':true}",
      ])
  }

  @Test func damagedRecordDoesNotHideTheOthers() {
    let good = "[UserbasedA - 192.168.1.2 v - 8.8.8.1 - 1 2]"
    let result = parse(
      dialect, header + good + "[UserbasedA - 192.168.1.2 v - 8.8.8.1 - 2 134047]" + good)
    #expect(result.events.count == 2 && result.fault == .portOutOfRange)
  }

  @Test(arguments: [
    ("[UserbasedA - 192.168.1.2 v - 8.8.8.1 - 3 2]", RejectReason.portOutOfRange),
    ("[UserbasedA - - v - 8.8.8.1 - 1 2]", .missingField),
    ("[UserbasedA - 192.168.1.2 v - 8.8.8.1 - 1 -]", .missingField),
    ("[UserbasedA - 192.168.1.2 v - 8.8.8.1 - 1 2", .truncatedRecord),
    ("[UserbasedA - 192.168.1.2 v - 8.8.8.1 - 1 2 3]", .malformedRecord),
    ("[UserbasedA - host v - 8.8.8.1 - 1 2]", .malformedAddress),
    ("[SessionbasedAD 6 192.168.1.2 v - 8.8.8.1 1 2 -]", .missingField),
    ("[SessionbasedA 999 192.168.1.2 v - 8.8.8.1 1 2 -]", .malformedNumber),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(parse(dialect, header + text).fault == reason)
  }

  @Test(arguments: [
    "<134> 1 2023 May 31 11:30:00 10.0.0.1 - - NAT44 - [Portblockrunout - 1.1.1.1 v - 8.8.8.1 - 1 2]",
    "<134> 1 2023 May 31 11:30:00 10.0.0.1 ssh - - [user=\"x\"] login",
    "<134> 1 2010 Nov 28 18:45:18 1.1.1.1 huawei - NAT444:UserbasedA [ - 1.1.1.1  2.2.2.2  1 2 ]",
  ])
  func otherLinesAreSkipped(line: String) { #expect(parse(dialect, line).isSkipped) }

  @Test func realmIsWritten() {
    var texts = TextTable()
    var event = Event(.blockAllocate)
    event.fields = [.time, .inside, .outside, .outsidePort, .outsidePortLast]
    event.inside = ip("10.0.0.1")
    event.outside = ip("203.0.113.1")
    event.outsidePortLast = 9
    event.realm = texts.intern("red")
    var output = TextOutput()
    #expect(dialect.write(event, texts: texts, to: &output))
    let read = parse(dialect, Array(output.bytes.dropLast()))
    #expect(read.texts.string(read.event.realm) == "red")
  }
}
