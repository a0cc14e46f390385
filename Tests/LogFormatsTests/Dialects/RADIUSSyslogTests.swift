import LogFormats
import NATModel
import Testing

@Suite struct RADIUSSyslogTests {
  let dialect = RADIUSSyslog()
  private static let header = "<30>Nov 24 10:00:00 aaa1 radiusd[77]: "
  private static let station = "(did 00-11-22-33-44-55 cli AA-BB-CC-00-11-22 port 7 ip"

  @Test func lineLogOfFreeRADIUS() {
    let time = "'time':'2026-11-24T10:00:00Z'"
    let rest = "'inside':'100.64.0.7','subscriber':'ann','exporter':'aaa1'"
    let assumed = "'assumed_year':true,'assumed_zone':true}"
    #expect(
      rendered(
        parse(
          dialect,
          RADIUSSyslogTests.header + "Connect: [ann] \(RADIUSSyslogTests.station) 100.64.0.7)"))
        == ["{'kind':'assignment-start',\(time),\(rest),\(assumed)"])
    #expect(
      rendered(
        parse(
          dialect,
          RADIUSSyslogTests.header + "Disconnect: [ann] \(RADIUSSyslogTests.station) 100.64.0.7) "
            + "3600 seconds"))
        == [
          "{'kind':'assignment-stop','start':'2026-11-24T09:00:00Z',\(time),\(rest),\(assumed)"
        ])
    // Without a tag `Connect:` stands where one would.
    let untagged = parse(
      dialect,
      "2026-11-24T10:00:00Z aaa1 Connect: [a]b] \(RADIUSSyslogTests.station) 2001:db8::7)")
    #expect(untagged.event.inside == ip("2001:db8::7"))
    #expect(untagged.texts.string(untagged.event.subscriber) == "a]b")
  }

  @Test func nobodyNamedIsTheCallingStation() {
    let result = parse(
      dialect, RADIUSSyslogTests.header + "Connect: [] \(RADIUSSyslogTests.station) 100.64.0.7)")
    #expect(result.texts.string(result.event.subscriber) == "AA-BB-CC-00-11-22")
  }

  /// A message whose names and addresses its publisher had blacked out, with ones put in their place.
  private static let watchdog =
    "<181>Sep 14 10:54:09 lzpqrst-admin CISE_RADIUS_Accounting 0018032501 1 0 2018-09-14 "
    + "10:54:09.095 +10:00 0221114759 3002 NOTICE Radius-Accounting: RADIUS Accounting watchdog "
    + "update, ConfigVersionId=73, Device IP Address=10.0.0.9, RequestLatency=2, "
    + "NetworkDeviceName=foo, User-Name=ACCOUNT-01\\\\D622322, NAS-IP-Address=10.0.0.9, "
    + "NAS-Port=50742, Framed-IP-Address=100.64.0.7, Class=CACS:0A3D\\, x:lzpqrst/323409315, "
    + "Called-Station-ID=00-CA-E5-B1-21-AA, Calling-Station-ID=54-E1-AD-A1-27-72, "
    + "Acct-Status-Type=Interim-Update, Acct-Delay-Time=10, Acct-Session-Id=00025EB8, "
    + "Acct-Session-Time=60, Event-Timestamp=1536886439, NAS-Port-Type=Ethernet, "

  @Test func messagesOfIdentityServices() {
    let rest =
      "'inside':'100.64.0.7','subscriber':'ACCOUNT-01\\\\\\\\D622322','exporter':'10.0.0.9'}"
    let times = "'start':'2018-09-14T00:52:59.095Z','time':'2018-09-14T00:53:59.095Z'"
    #expect(
      rendered(parse(dialect, RADIUSSyslogTests.watchdog)) == [
        "{'kind':'assignment-start',\(times),\(rest)"
      ])
    let stop = RADIUSSyslogTests.watchdog.replacing("=Interim-Update", with: "=Stop")
    #expect(
      rendered(parse(dialect, stop)) == ["{'kind':'assignment-stop',\(times),\(rest)"])
    let start = parse(
      dialect, RADIUSSyslogTests.watchdog.replacing("=Interim-Update", with: "=Start"))
    #expect(start.event.kind == .assignmentStart && !start.event.fields.contains(.start))
    let named = RADIUSSyslogTests.watchdog + "NAS-Identifier=bras-1, "
    let result = parse(dialect, named)
    #expect(result.texts.string(result.event.exporter) == "bras-1")
  }

  @Test(arguments: [
    ("Framed-IP-Address=100.64.0.7, ", ""), ("=Interim-Update", "=Accounting-On"),
    (" 1 0 2018", " 2 1 2018"), ("CISE_RADIUS_Accounting", "CISE_Passed_Authentications"),
  ])
  func whatGivesNoAddressIsSkipped(text: String, replacement: String) {
    #expect(
      parse(dialect, RADIUSSyslogTests.watchdog.replacing(text, with: replacement)).isSkipped)
  }

  @Test(arguments: [
    "Login OK: [ann] (from client nas1 port 7 cli AA-BB-CC-00-11-22)", "Ready to process requests",
    "Connect: [ann] \(station) )",
  ])
  func otherMessagesAreSkipped(message: String) {
    #expect(parse(dialect, RADIUSSyslogTests.header + message).isSkipped)
  }

  @Test func damageIsRejected() {
    func fault(_ message: String) -> RejectReason? {
      parse(dialect, RADIUSSyslogTests.header + message).fault
    }
    #expect(fault("Connect: [ann] somewhere") == .malformedRecord)
    #expect(fault("Connect: [ann] \(RADIUSSyslogTests.station) 100.64.0.700)") == .malformedAddress)
    #expect(fault("Connect: [ann] \(RADIUSSyslogTests.station) 100.64.0.7") == .malformedRecord)
    // Without a time it would be read as permanent.
    #expect(
      parse(dialect, "Connect: [ann] \(RADIUSSyslogTests.station) 100.64.0.7)").fault
        == .missingField)
    #expect(
      parse(dialect, RADIUSSyslogTests.watchdog.replacing("=100.64.0.7", with: "=100.64.0.x")).fault
        == .malformedAddress)
    #expect(
      parse(dialect, RADIUSSyslogTests.watchdog.replacing("2018-09-14 ", with: "2018-02-30 ")).fault
        == .malformedTime)
  }

  @Test func recognisedByContent() throws {
    let lines = (0..<20).map { _ in RADIUSSyslogTests.watchdog }.joined(separator: "\n")
    #expect(try read(Array(lines.utf8)).report.format == "radius-syslog")
    let connect =
      RADIUSSyslogTests.header + "Connect: [ann] \(RADIUSSyslogTests.station) 10.0.0.7)\n"
    #expect(try read(Array(connect.utf8)).report.format == "radius-syslog")
  }
}
