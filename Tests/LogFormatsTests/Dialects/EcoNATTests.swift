import LogFormats
import NATModel
import Testing

@Suite struct EcoNATTests {
  let dialect = EcoNAT()
  let header = "2019-03-12T22:01:32+03:00 nat-100.ip-ho |"

  /// Padded numbers are decimal, and the protocol belongs to the record before it.
  @Test func published() {
    let result = parse(
      dialect,
      header + "  151.101.246.002:00443 F 091.245.129.236:01049 E 010.010.013.140:50671   TCP "
        + "005.189.157.090:02517 A 091.245.129.236:01025 I 010.010.013.140:14567   UDP")
    #expect(
      rendered(result) == [
        "{'kind':'session-close','time':'2019-03-12T19:01:32Z','proto':6,"
          + "'inside':'10.10.13.140','inside_port':50671,'outside':'91.245.129.236',"
          + "'outside_port':1049,'destination':'151.101.246.2','destination_port':443,"
          + "'exporter':'nat-100.ip-ho'}",
        "{'kind':'session-open','time':'2019-03-12T19:01:32Z','proto':17,"
          + "'inside':'10.10.13.140','inside_port':14567,'outside':'91.245.129.236',"
          + "'outside_port':1025,'destination':'5.189.157.90','destination_port':2517,"
          + "'exporter':'nat-100.ip-ho'}",
      ])
  }

  @Test func identifierIsNoDestinationPort() {
    let event = parse(
      dialect,
      header + " 008.008.008.008:00000 A 091.245.129.236:01025 I 010.010.013.140:14567   ICMP"
    ).event
    #expect(event.proto == .icmp && event.insidePort == 14567 && event.outsidePort == 1025)
    #expect(!event.fields.contains(.destinationPort))
  }

  @Test func damagedRecordDoesNotHideTheNext() {
    let result = parse(
      dialect,
      header + "  151.101.246.002:00443 F 091.245.129.236:71049 E 010.010.013.140:50671   TCP "
        + "005.189.157.090:02517 A 091.245.129.236:01025 I 010.010.013.140:14567   UDP")
    #expect(result.events.count == 1 && result.fault == .portOutOfRange)
    #expect(result.event.outsidePort == 1025)
  }

  @Test(arguments: [
    (" 1.1.1.1:1 X 2.2.2.2:2 I 10.0.0.1:3   TCP", RejectReason.malformedRecord),
    (" 1.1.1.1:1 A 2.2.2.2:2 O 10.0.0.1:3   TCP", .malformedRecord),
    (" 1.1.1.1:1 A 2.2.2.2:2 I 10.0.0.1:3   ", .missingField),
    (" 1.1.1.1:1 A 2.2.2.2:2 I 10.0.0.1:3", .missingField),
    (" 1.1.1:1 A 2.2.2.2:2 I 10.0.0.1:3   TCP", .malformedAddress),
  ])
  func damagedRecordsAreRejected(text: String, reason: RejectReason) {
    #expect(parse(dialect, header + text).fault == reason)
  }

  @Test(arguments: [
    "2019-03-12T22:01:32+03:00 nat-100 | login of admin", "2019-03-12T22:01:32+03:00 nat-100 up",
  ])
  func otherLinesAreSkipped(line: String) { #expect(parse(dialect, line).isSkipped) }
}
