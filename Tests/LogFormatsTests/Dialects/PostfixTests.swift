import LogFormats
import NATModel
import Testing

@Suite struct PostfixTests {
  let dialect = Postfix()

  @Test func portWhereItIsLogged() throws {
    let result = parse(dialect, try #require(sampleLines["postfix"]?[0]))
    #expect(result.event.outside == ip("192.0.2.237") && result.event.outsidePort == 55729)
    #expect(result.event.time == at("2026-08-04T16:47:52Z"))
    #expect(result.texts.string(result.event.exporter) == "mail3")
  }

  @Test func postscreenStatesTheDestination() throws {
    let event = parse(dialect, try #require(sampleLines["postfix"]?[1])).event
    #expect(event.outside == ip("216.245.194.173") && event.outsidePort == 60591)
    #expect(event.destination == ip("192.0.2.1") && event.destinationPort == 25)
  }

  @Test(arguments: [
    "connect from mail.example[192.0.2.5]", "4F2: client=mail.example[192.0.2.5], sasl_method=X",
    "improper command pipelining after DATA from unknown[192.0.2.5]:",
    "NOQUEUE: reject: RCPT from x[192.0.2.5]: 550 from a[9.9.9.9]; helo=<b from c[8.8.8.8]>",
    "disconnect from unknown[192.0.2.5] helo=1 auth=0/1 quit=1 commands=2/3",
  ])
  func clientIsTheFirstThatIsNamed(message: String) {
    let event = parse(dialect, "Jun  3 06:25:43 srv postfix/submission/smtpd[29306]: \(message)")
      .event
    #expect(event.outside == ip("192.0.2.5"))
    #expect(!event.fields.contains(.outsidePort))
  }

  @Test func otherProgramsAndLinesAreSkipped() {
    let relay = "Jun  3 06:25:43 srv postfix/smtp[1]: 4F2: to=<a@b>, relay=b[192.0.2.5]:25"
    #expect(parse(dialect, relay).isSkipped)
    #expect(parse(dialect, "Jun  3 06:25:43 srv postfix/smtpd[1]: fatal: x").isSkipped)
    #expect(
      parse(dialect, "Jun  3 06:25:43 srv postfix/smtpd[1]: connect from x[unknown]").fault
        == .malformedAddress)
  }
}
