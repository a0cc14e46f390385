import Foundation
import LogFormats
import NATModel
import Testing

/// Real lines of carriers' NAT devices; each difference from a third party is deliberate.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data/logs is not there"))
struct CarrierConformanceTests {
  /// What each file without a third party's reading gives.
  @Test(arguments: [
    ("juniper-mx/msvcs-doc.txt", ["flow", "session-open", "session-close"], 1, [:]),
    ("juniper-mx/php-cgn-logger.log", ["flow"], 0, [:]),
    (
      "juniper-mx/toby-variants.txt", ["flow", "flow", "session-open", "session-open", "flow"], 0,
      [:]
    ),
    (
      "huawei-ne/ne40e-doc-examples.log", ["block-allocate", "block-allocate"], 0,
      [RejectReason.portOutOfRange: 1]
    ),
    ("cisco-ios/ipspace-nat.log", ["session-open", "session-close"], 0, [:]),
    ("cisco-ios/rsyslog.iosxe-nat.log", ["session-open"], 0, [:]),
    ("cisco-xr-cgn/cfuentea.bpa.log", ["block-allocate"], 0, [:]),
    (
      "a10-cgn/cgn-ec.a10_cef.log",
      [
        "block-allocate", "session-open", "flow", "session-close", "session-close",
        "session-open", "flow", "session-close", "session-open", "flow", "session-open", "flow",
        "block-release", "session-open", "flow",
      ], 0, [:]
    ),
    ("f5/cgnat_request_log.json", ["session-close"], 0, [:]),
    ("fortigate/hyperscale-doc.log", ["session-open", "session-close"], 0, [:]),
    ("econat/ircop-natlog.packed2.log", ["session-close", "session-open"], 0, [:]),
    // No line of these is about a translation.
    ("cisco-ios/cisco_ios.test-cisco-ios.log", [], 19, [:]),
    ("cisco-ios/cisco_ios.test-date-format.log", [], 18, [:]),
    ("cisco-ios/cisco_ios.test-date-format-tzoffset.log", [], 3, [:]),
    ("cisco-ios/cisco_ios.test-syslog.log", [], 4, [:]),
    ("cisco-ios/wazuh.cisco_ios.ini", [], 21, [:]),
  ])
  func files(name: String, kinds: [String], skipped: UInt64, rejects: [RejectReason: Int])
    throws
  {
    let got = try read(SharedData.log(name))
    #expect(got.events.map(\.kind.rawValue) == kinds)
    #expect(got.report.skipped == skipped && got.report.rejects.counts == rejects)
  }

  /// The publisher's JSON, printed over ten lines.
  @Test func f5() throws {
    let got = try read(SharedData.log("f5/cgnat_request_log.json"))
    let event = try #require(got.events.first)
    #expect(event.inside == ip("192.168.0.0") && event.insidePort == 53954)
    #expect(event.outside == ip("10.0.0.1") && event.outsidePort == 47501)
    #expect(event.start == at("2019-07-02T22:04:53.001Z") && event.proto == .tcp)
    #expect(event.time.since(event.start) == 5_809_000_000 && event.fields.contains(.binding))
  }

  /// The header's clock is a relay's in another zone; `dur` is milliseconds.
  @Test func hardwareSessionOfTheFortiGate() throws {
    let got = try read(SharedData.log("fortigate/hyperscale-doc.log"))
    #expect(got.events.map(\.time) == [at("2022-10-06T02:29:32Z"), at("2022-10-06T02:29:35Z")])
    #expect(got.events.last?.start == at("2022-10-06T02:29:32.064Z"))
    #expect(got.events.last?.bytes == 1705 && got.events.last?.packets == 10)
  }

  /// Differences: denied, failed and local connections and all other logs give no event, where they
  /// report each; nor does the interim record (message 20) of a session that ends later.
  @Test func fortiGate() throws {
    let name = "fortigate/fortinet_fortigate.test-fortinet.log"
    var events = 0
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      let result = parse(FortiGate(), line)
      let isEnd = ["close", "timeout", "client-rst", "server-rst", "accept", "start"]
        .contains(record.text("event.action") ?? "")
      guard isEnd, record.text("fortinet.firewall.type") == "traffic",
        record.text("fortinet.firewall.subtype") == "forward",
        record.text("event.code") != "0000000020"
      else {
        #expect(result.isSkipped, context)
        continue
      }
      let event = try #require(result.events.first, context)
      events += 1
      #expect(event.inside.description == record.text("source.ip"), context)
      #expect(UInt64(event.insidePort) == record.number("source.port"), context)
      #expect(event.outside.description == record.text("source.nat.ip"), context)
      #expect(UInt64(event.outsidePort) == record.number("source.nat.port"), context)
      #expect(event.destination.description == record.text("destination.ip"), context)
      #expect(UInt64(event.destinationPort) == record.number("destination.port"), context)
      #expect(UInt64(event.proto.rawValue) == record.number("network.iana_number"), context)
      #expect(event.bytes == record.number("network.bytes"), context)
      #expect(event.packets == record.number("network.packets"), context)
      #expect(event.session == record.number("fortinet.firewall.sessionid"), context)
      #expect(result.texts.string(event.exporter) == record.text("observer.name"), context)
      #expect(result.texts.string(event.subscriber) == record.text("source.user.name"), context)
      #expect(
        UInt64(event.time.since(event.start)) == record.number("event.duration"), context)
      // Difference: they take date and time for the time, and eventtime for the start although it is
      // the instant of the record. Here eventtime is the time; the day that stands in `date` was
      // changed when the lines were published, so the two agree from the hour on.
      let start = try #require(record.text("event.start").flatMap { Timestamp(rfc3339: $0) })
      #expect(event.time.floored(to: 1_000_000) == start, context)
      let stated = try #require(record.text("@timestamp").flatMap { Timestamp(rfc3339: $0) })
      let day: Int64 = 86_400_000_000_000
      let apart = abs(event.time.floored(to: 1_000_000_000).since(stated)) % day
      #expect(min(apart, day - apart) <= 1_000_000_000, context)
    }
    #expect(events == 1)
  }
}
