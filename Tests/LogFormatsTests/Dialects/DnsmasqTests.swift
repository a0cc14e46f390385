import LogFormats
import NATModel
import Testing

@Suite struct DnsmasqTests {
  let dialect = Dnsmasq()
  private let head = "Nov 24 12:13:33 dnsmasq[22360]: "

  /// Parses lines as one record, each with the header of dnsmasq.
  private func record(_ lines: String...) -> LineResult {
    parse(dialect, lines.map { head + $0 }.joined(separator: "\n"))
  }

  /// `client host destination` of each event.
  private func summary(_ result: LineResult) -> [String] {
    result.events.map { event in
      "\(event.inside) \(result.texts.string(event.host)) \(event.destination)"
    }
  }

  @Test func answerCarriesClientAddressAndTheNameAskedFor() throws {
    let result = record(
      "6 100.64.0.18/38913 query[A] media.radio.example from 100.64.0.18",
      "6 100.64.0.18/38913 config media.radio.example is <CNAME>",
      "6 100.64.0.18/38913 config edge-b.cdn.test is 192.0.2.81",
      "6 100.64.0.18/38913 config edge-b.cdn.test is 192.0.2.82")
    #expect(
      summary(result) == [
        "100.64.0.18 media.radio.example 192.0.2.81", "100.64.0.18 media.radio.example 192.0.2.82",
      ])
    let event = try #require(result.events.first)
    #expect(event.kind == .name && event.nameSource == .dns)
    #expect(event.time == at("2026-11-24T12:13:33Z") && event.resolution == 1_000_000_000)
    #expect(
      event.fields == [.time, .inside, .destination, .host, .assumedYear, .assumedZone])
    #expect(result.events.map(\.location.record) == [3, 4])
  }

  @Test func answersOfTwoQueriesInARowAreTwoChains() {
    let result = record(
      "7 100.64.0.1/5 reply a.example is <CNAME>", "7 100.64.0.1/5 reply b.example is <CNAME>",
      "7 100.64.0.1/5 reply c.example is 192.0.2.1", "9 100.64.0.2/5 reply d.example is 192.0.2.2",
      "9 100.64.0.3/5 reply e.example is 192.0.2.3",
      "9 100.64.0.3/5 reply F.example. is 2001:db8::1"
    )
    #expect(
      summary(result) == [
        "100.64.0.1 a.example 192.0.2.1", "100.64.0.2 d.example 192.0.2.2",
        "100.64.0.3 e.example 192.0.2.3", "100.64.0.3 f.example 2001:db8::1",
      ])
  }

  @Test func withoutSerialsOnlyAnswersAtOnceHaveAClient() {
    let cached = record(
      "query[A] a.example from 100.64.0.1", "cached a.example is <CNAME>",
      "cached b.example is 192.0.2.1", "reply z.example is 192.0.2.9")
    #expect(summary(cached) == ["100.64.0.1 a.example 192.0.2.1"])
    #expect(record("reply a.example is 192.0.2.1").isSkipped)
  }

  @Test(arguments: [
    "1 100.64.0.1/5 query[A] a.example from 100.64.0.1", "1 100.64.0.1/5 reply a is NXDOMAIN",
    "1 100.64.0.1/5 reply 192.0.2.1 is a.example", "1 100.64.0.1/5 config ads.example is 0.0.0.0",
    "1 100.64.0.1/5 config ads.example is ::", "1 100.64.0.1/5 forwarded a.example to 9.9.9.9",
    "started, version 2.90 cache disabled",
  ])
  func linesWithoutAnAnswerAreSkipped(line: String) { #expect(record(line).isSkipped) }

  @Test func leases() {
    let prefix = "Nov 24 12:13:33 gw dnsmasq-dhcp[7]: "
    let given = parse(dialect, prefix + "DHCPACK(br0) 192.168.1.5 aa:bb:cc:00:11:22 laptop")
    #expect(given.event.kind == .assignmentStart && given.event.inside == ip("192.168.1.5"))
    #expect(given.texts.string(given.event.subscriber) == "aa:bb:cc:00:11:22")
    #expect(given.texts.string(given.event.exporter) == "gw")
    let released = parse(dialect, prefix + "77 DHCPRELEASE(br0) 192.168.1.5 aa:bb:cc:00:11:22")
    #expect(released.event.kind == .assignmentStop)
    #expect(parse(dialect, prefix + "DHCPOFFER(br0) 192.168.1.5 aa:bb:cc:00:11:22").isSkipped)
    #expect(parse(dialect, prefix + "DHCPACK(br0) laptop aa").fault == .malformedAddress)
    #expect(parse(dialect, "dnsmasq-dhcp: DHCPACK(br0) 1.2.3.4 aa:bb").fault == .missingField)
  }

  @Test func rolesKeepAnswersWithTheirQuery() {
    func role(_ line: String) -> LineRole { dialect.role(of: LineCursor(Array(line.utf8).span)) }
    #expect(role(head + "1 100.64.0.1/5 query[A] a.example from 100.64.0.1") == .begins)
    #expect(role(head + "1 100.64.0.1/5 reply a.example is <CNAME>") == .continues)
    #expect(role(head + "1 100.64.0.1/5 forwarded a.example to 9.9.9.9") == .alone)
    #expect(role("x") == .alone)
  }
}
