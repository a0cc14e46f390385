import LogFormats
import NATModel
import Testing

@Suite struct SSHDTests {
  let dialect = SSHD()

  private func line(_ message: String) -> LineResult {
    parse(dialect, "Jun 25 23:53:34 host sshd[1]: \(message)")
  }

  @Test func connectionStatesBothEnds() throws {
    let event = parse(dialect, try #require(sampleLines["sshd"]?[0])).event
    #expect(event.outside == ip("115.249.163.77") && event.outsidePort == 51353)
    #expect(event.destination == ip("127.0.0.1") && event.destinationPort == 22)
    #expect(event.time == at("2026-02-12T04:09:18Z"))
  }

  /// `message`, `address`, `port` or 0.
  @Test(arguments: [
    ("Failed password for invalid user from 10.10.1.1 from 127.0.0.1 port 58946 ssh2", 58946),
    (
      "Failed password for invalid user test from 10.10.1.2 port 55555 ssh2 from 127.0.0.1 port 58946 ssh2",
      58946
    ),
    (
      "Failed password for invalid user test from 127.0.0.1 port 58946 ssh2: from 10.10.1.2 port 55555 ssh2",
      58946
    ),
    (
      "Connection closed by authenticating user test 10.0.0.1 port 12345 127.0.0.1 port 46039",
      46039
    ),
    ("Bad protocol version identification 'a' from 10.0.0.1' from 127.0.0.1 port 31778", 31778),
    ("Received disconnect from 127.0.0.1 port 58846:11: from 10.0.0.1 port 7 [preauth]", 58846),
    ("error: Received disconnect from 127.0.0.1: 3: from 10.0.0.1 port 7", 0),
    (
      "fatal: Unable to negotiate with 127.0.0.1 port 5: no match. Their offer: from 10.0.0.1 port 7",
      5
    ),
    ("banner exchange: Connection from 127.0.0.1 port 44105: invalid format", 44105),
    ("User root from 127.0.0.1 not allowed because not listed in AllowUsers", 0),
    ("ROOT LOGIN REFUSED FROM 127.0.0.1 port 12345 [preauth]", 12345),
    (
      "[ID 800047 auth.info] Failed keyboard-interactive for <x> from 127.0.0.1 port 42742 ssh2",
      42742
    ),
  ])
  func clientCannotChooseItsAddress(message: String, port: UInt16) {
    let event = line(message).event
    #expect(event.kind == .request && event.outside == ip("127.0.0.1"))
    #expect(event.outsidePort == port && event.fields.contains(.outsidePort) == (port != 0))
  }

  @Test(arguments: [
    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 rhost=192.0.2.112",
    "message repeated 5 times: [ Failed password for root from 1.2.3.4 port 5 ssh2]",
    "User root not allowed because account is locked", "Server listening on 0.0.0.0 port 22.",
    "Disconnecting: Too many authentication failures for root [preauth]",
  ])
  func otherLinesAreSkipped(message: String) { #expect(line(message).isSkipped) }

  @Test func hostNamesAreRejected() {
    #expect(line("Failed password for a from example.com port 5 ssh2").fault == .malformedAddress)
    #expect(line("User root from example.com not allowed").fault == .malformedAddress)
  }

  @Test func headersOfRFC5424() {
    let result = parse(
      dialect,
      "<38>1 2019-07-08T17:40:17.954167-04:00 h.example sshd 5 - [a tz=\"]\"][b c=\"[x]\"] Failed "
        + "none for a from 192.0.2.2 port 59198 ssh2")
    #expect(result.event.outside == ip("192.0.2.2") && result.event.outsidePort == 59198)
    #expect(result.event.time == at("2019-07-08T21:40:17.954167Z"))
  }
}
