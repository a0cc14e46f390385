import LogFormats
import NATModel
import Testing

@Suite struct HuaweiNETests {
  let dialect = HuaweiNE()

  /// The examples of the vendor's reference.
  @Test func published() {
    let cn = parse(
      dialect,
      "<134> 1 2010 Nov 28 18:45:18 10.137.228.131 huawei - NAT444:UserbasedA [ - 172.31.1.94  "
        + "172.30.1.4  33792 34047 ]")
    #expect(
      rendered(cn) == [
        "{'kind':'block-allocate','time':'2010-11-28T18:45:18Z','inside':'172.31.1.94',"
          + "'outside':'172.30.1.4','outside_port':33792,'outside_port_last':34047,"
          + "'exporter':'10.137.228.131','binding':true,'assumed_zone':true}"
      ])
    // Its last port does not exist.
    let type2 =
      "<142> 1 <2010> <Nov> <28> <18:52:27> 10.137.228.131 huawei - <NAT444>:<PortA> "
      + "1290970347|172.31.1.93|172.30.1.5|33792|"
    #expect(parse(dialect, type2 + "134047").fault == .portOutOfRange)
    #expect(
      rendered(parse(dialect, type2 + "34047")) == [
        "{'kind':'block-allocate','time':'2010-11-28T18:52:27Z','inside':'172.31.1.93',"
          + "'outside':'172.30.1.5','outside_port':33792,'outside_port_last':34047,"
          + "'exporter':'10.137.228.131','binding':true}"
      ])
    let type3 = parse(
      dialect,
      "<134> 1 2010-11-28T18:52:12.33Z 10.137.228.131 - - NAT444userbased - %%01SEC/6/BIND(l): A "
        + "initial portrange is assigned, in nat444 scene. privateip='172.31.1.91' "
        + "publicip='172.30.1.6' publicportrange='33792~34047' time='2010-11-28 18:52:12'")
    #expect(
      rendered(type3) == [
        "{'kind':'block-allocate','time':'2010-11-28T18:52:12.330000000Z','resolution':10000000,"
          + "'inside':'172.31.1.91','outside':'172.30.1.6','outside_port':33792,"
          + "'outside_port_last':34047,'exporter':'10.137.228.131','binding':true}"
      ])
  }

  @Test(arguments: [
    "[ 17 192.168.1.2 2001:db8::7 172.30.1.4 40000 33792 33792 ]",
    "[ 17 192.168.1.2 2001:db8::7 172.30.1.4 40000 33792 ]",
    "[ 17 - 2001:db8::7 172.30.1.4 40000 33792 33792 ]",
    "[ 17  2001:db8::7 172.30.1.4 40000 33792 33792 ]",
  ])
  func absentFieldsAreDashesOrNothing(record: String) {
    let event = parse(dialect, "DSLITE:SessionbasedA " + record).event
    #expect(event.kind == .sessionOpen && event.proto == .udp && event.fields.contains(.binding))
    #expect(event.inside == ip("2001:db8::7") && event.insidePort == 40000)
    #expect(event.outside == ip("172.30.1.4") && event.outsidePort == 33792)
    #expect(!event.fields.contains(.outsidePortLast))
  }

  @Test func withdrawalHasTheTimeOfItsHeader() {
    let text = "huawei - <NAT444>:<PortW> 1290970337|172.31.1.93|172.30.1.5|33792|34047"
    let event = parse(dialect, "<142> 1 <2010> <Nov> <28> <18:52:27> 10.137.228.131 " + text).event
    #expect(event.kind == .blockRelease && event.time == at("2010-11-28T18:52:27Z"))
    #expect(event.start == at("2010-11-28T18:52:17Z") && event.fields.contains(.assumedZone))
    #expect(!parse(dialect, text).event.fields.contains(.time))
  }

  @Test func sessionsStateTheirSeconds() {
    let open = parse(
      dialect, "<NAT444>:<SessionA> 1290970337|-|172.31.1.93|172.30.1.5|33792|198.51.100.7|443|6"
    ).event
    #expect(open.kind == .sessionOpen && open.time == at("2010-11-28T18:52:17Z"))
    #expect(open.inside == ip("172.31.1.93") && !open.fields.contains(.insidePort))
    #expect(open.outside == ip("172.30.1.5") && open.outsidePort == 33792)
    #expect(open.destination == ip("198.51.100.7") && open.destinationPort == 443)
    let close = parse(
      dialect,
      "NAT444:SessionW 1290970337|1290970347|172.31.1.93|172.30.1.5|33792|198.51.100.7|443|6"
    ).event
    #expect(close.kind == .sessionClose && close.start == open.time && close.proto == .tcp)
    #expect(close.time == at("2010-11-28T18:52:27Z"))
  }

  @Test func sentenceTellsTheEvent() {
    let text = "privateip='172.31.1.91' publicip='172.30.1.6' publicportrange='1~2'"
    #expect(
      parse(dialect, "%%01SEC/6/BIND(l): A portrange is released. " + text).event.kind
        == .blockRelease)
    #expect(parse(dialect, "%%01SEC/6/BIND(l): A portrange is admired. " + text).isSkipped)
    let timed = parse(
      dialect, "BIND(l): A portrange is assigned. " + text + " time='2010-11-28 18:52:12'"
    ).event
    #expect(timed.time == at("2010-11-28T18:52:12Z") && timed.fields.contains(.assumedZone))
  }

  @Test(arguments: [
    ("NAT444:UserbasedA [ - 172.31.1.94  172.30.1.4  34047 33792 ]", RejectReason.portOutOfRange),
    ("NAT444:UserbasedA [ - 172.31.1.94  33792 34047 ]", .missingField),
    ("NAT444:UserbasedA [ - 172.31.1.94  172.30.1.4  33792", .truncatedRecord),
    ("NAT444:UserbasedA [ - 172.31.1.94 1.1.1.1 1.1.1.2 1.1.1.3 1 2 ]", .malformedRecord),
    ("NAT444:PortA x|172.31.1.94|172.30.1.4|1|2", .malformedNumber),
    ("NAT444:PortA 99999999999|172.31.1.94|172.30.1.4|1|2", .malformedTime),
    ("NAT444:SessionW 9|8|172.31.1.93|172.30.1.5|33792|198.51.100.7|443|6", .malformedTime),
    (
      "A range is assigned. privateip='x' publicip='172.30.1.6' publicportrange='1~2'",
      .malformedAddress
    ),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(parse(dialect, text).fault == reason)
  }

  @Test(arguments: [
    "<134>Nov 24 12:00:00 r1 %%01SHELL/5/LOGIN(l): user logged in from 10.0.0.1",
    "1 2023 May 31 11:30:00 10.0.0.1 - - NAT44 - [UserbasedA - 1.1.1.1 v - 8.8.8.1 - 1 2]",
  ])
  func otherLinesAreSkipped(line: String) { #expect(parse(dialect, line).isSkipped) }
}
