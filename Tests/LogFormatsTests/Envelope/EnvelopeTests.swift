import LogFormats
import NATModel
import Testing

/// What the header in front of a message says.
@Suite struct EnvelopeTests {
  private struct Header: Sendable {
    var text: String
    var time: String
    var host: String
    var assumed: EventFields
    var resolution: UInt32 = 1_000_000_000
  }

  private static let headers: [Header] = [
    Header(
      text: "<134>Jul  3 19:10:30 filterlog[72237]: ", time: "2026-07-03T19:10:30Z", host: "",
      assumed: [.assumedZone, .assumedYear]),
    Header(
      text: "<190>2361044: sw01: Jan  6 2022 22:11:43.398 AEST: ",
      time: "2022-01-06T22:11:43.398Z", host: "sw01", assumed: .assumedZone,
      resolution: 1_000_000),
    Header(
      text: "1 2023 May 31 11:30:00 10.0.0.1 - - ", time: "2023-05-31T11:30:00Z",
      host: "10.0.0.1", assumed: .assumedZone),
    Header(
      text: "Oct 5 09:56:58 edge ", time: "2026-10-05T09:56:58Z", host: "edge",
      assumed: [.assumedZone, .assumedYear]),
    Header(
      text: "<142> 1 <2010> <Nov> <28> <18:52:27> 10.0.0.2 huawei ", time: "2010-11-28T18:52:27Z",
      host: "10.0.0.2", assumed: .assumedZone),
    Header(
      text: "<166>:Oct 10 2018 12:34:56 UTC: ", time: "2018-10-10T12:34:56Z", host: "",
      assumed: []),
    Header(
      text: "Jul 19 13:18:20 10.0.0.1 2024-07-19 13:18: 14: ", time: "2024-07-19T13:18:14Z",
      host: "10.0.0.1", assumed: .assumedZone),
    Header(
      text: "<14>1 2019-11-14T09:37:51.184+01:00 SRX-GW1 ", time: "2019-11-14T08:37:51.184Z",
      host: "SRX-GW1", assumed: [], resolution: 1_000_000),
    Header(
      text: "<134> 1 2010 Nov 28 18:45:18 10.0.0.1 - - ", time: "2010-11-28T18:45:18Z",
      host: "10.0.0.1", assumed: .assumedZone),
    Header(
      text: "<166>Oct 10 2018 12:34:56 fw : ", time: "2018-10-10T12:34:56Z", host: "fw",
      assumed: .assumedZone),
    Header(
      text: "Oct 10 2018 12:34:56: ", time: "2018-10-10T12:34:56Z", host: "", assumed: .assumedZone
    ),
    Header(
      text: "<13>Nov 20 08:00:00 h tag[9]: ", time: "2026-11-20T08:00:00Z", host: "h",
      assumed: [.assumedZone, .assumedYear]),
    Header(
      text: "Dec 31 23:59:59 dev01: ", time: "2025-12-31T23:59:59Z", host: "dev01",
      assumed: [.assumedZone, .assumedYear]),
    Header(
      text: "Jul  3 19:10:30 filterlog[72237]: ", time: "2026-07-03T19:10:30Z", host: "",
      assumed: [.assumedZone, .assumedYear]),
    Header(
      text: "<6> Dec 01 16:15:43 2019 F1050-1 ", time: "2019-12-01T16:15:43Z", host: "F1050-1",
      assumed: .assumedZone),
    Header(
      text: "<23> Oct 5 09:56:58  EDGE-ROUTER ", time: "2026-10-05T09:56:58Z", host: "EDGE-ROUTER",
      assumed: [.assumedZone, .assumedYear]),
    Header(
      text: "<190>2361044: sw01: *Jan  6 2022 22:11:43.398 AEST: ",
      time: "2022-01-06T22:11:43.398Z",
      host: "sw01", assumed: .assumedZone, resolution: 1_000_000),
    Header(
      text: "<14>123: r1: May 21 12:00:01.123456 GMT: ", time: "2026-05-21T12:00:01.123456Z",
      host: "r1", assumed: .assumedYear, resolution: 1000),
    Header(
      text: "99 <13>2026-07-19T16:13:02Z relay ", time: "2026-07-19T16:13:02Z", host: "relay",
      assumed: []),
    Header(
      text: "2026-07-19T16:13:02.123456+00:00 <158>2026-07-19 16:13:01: ",
      time: "2026-07-19T16:13:01Z", host: "", assumed: .assumedZone),
    Header(
      text: "Aug 24 04:58:58 192.168.1.1 junos-flow: 2017-08-24T04:58:57.7-0230 sis-01 ",
      time: "2017-08-24T07:28:57.7Z", host: "sis-01", assumed: [], resolution: 100_000_000),
    Header(
      text: "2025-05-02T11:34:56.87+00:00 10.254.254.57 ", time: "2025-05-02T11:34:56.87Z",
      host: "10.254.254.57", assumed: [], resolution: 10_000_000),
  ]

  @Test(arguments: EnvelopeTests.headers.indices)
  func forms(index: Int) throws {
    let header = EnvelopeTests.headers[index]
    let message = "%ASA-6-305009: Built static translation from a:10.0.0.1 to b:192.0.2.1"
    let result = parse(CiscoASA(), header.text + message)
    let event = try #require(result.events.first, "\(header.text) \(result)")
    #expect(event.time == at(header.time), "\(header.text)")
    #expect(result.texts.string(event.exporter) == header.host, "\(header.text)")
    #expect(
      event.fields.intersection([.assumedYear, .assumedZone]) == header.assumed, "\(header.text)")
    #expect(event.resolution == header.resolution, "\(header.text)")
  }

  @Test func noHeaderIsNoTime() {
    let result = parse(
      CiscoASA(), "%ASA-6-305009: Built static translation from a:10.0.0.1 to b:192.0.2.1")
    #expect(result.event.fields.isDisjoint(with: [.time, .assumedYear, .assumedZone]))
  }

  @Test func memoryOfAHeaderChangesNothing() {
    // Each pair of headers, one after the other: the second is read as if it were alone.
    let tail = "%ASA-6-305009: Built static translation from a:10.0.0.1 to b:192.0.2.1"
    var texts = EnvelopeTests.headers.map(\.text)
    for text in texts {
      texts.append(String(text.dropLast(3)))
      texts.append(text + "x ")
    }
    for first in texts {
      for second in texts {
        var context = LineContext(file: 0, rules: TimeRules(reference: reference))
        var before = 0
        for text in [first, second] {
          let line = Array((text + tail).utf8)
          before = context.events.count
          _ = try? CiscoASA().parse(LineCursor(line.span), into: &context)
        }
        let alone = parse(CiscoASA(), second + tail)
        let event = context.events.dropFirst(before).first
        #expect(event?.time == alone.events.first?.time, "\(first) then \(second)")
        #expect(
          event.map { context.texts.string($0.exporter) }
            == alone.events.first.map { alone.texts.string($0.exporter) },
          "\(first) then \(second)")
      }
    }
  }
}
