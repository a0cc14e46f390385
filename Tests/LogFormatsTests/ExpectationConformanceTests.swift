import Foundation
import LogFormats
import NATModel
import Testing

/// What others expect of files that no suite of one dialect compares, and that none is forgotten.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data/logs is not there"))
struct ExpectationConformanceTests {
  /// Every file that has expectations, and the suite that compares it.
  private static let compared: [String: [String]] = [
    "ConformanceTests": [
      "apache/apache.test-access-basic.log", "apache/apache.test-access-vhost.log",
      "cisco-asa/cisco_asa.test-additional-messages.log", "cisco-asa/cisco_asa.test-asa-fix.log",
      "cisco-asa/cisco_asa.test-asa-missing-groups.log", "cisco-asa/cisco_asa.test-asa.log",
      "cisco-asa/cisco_asa.test-hostnames.log", "cisco-asa/cisco_asa.test-not-ip.log",
      "cisco-asa/cisco_asa.test-sip.log", "cisco-ftd/cisco_ftd.test-asa.log",
      "cisco-ftd/cisco_ftd.test-ftd-inbound-outbound.log",
      "cisco-ftd/cisco_ftd.test-no-type-id.log", "juniper-srx/juniper_srx.test-flow.log",
      "nginx/nginx.test-access.log", "nginx/nginx.test-nginx.log",
      // Read as Apache's common format; the other of its forms is refused.
      "traefik/traefik.test-format-common.log", "apache/apache.test-access-ssl-request.log",
      "sshd/system.test-timestamp.log",
    ],
    "CompanionConformanceTests": [
      "isc-dhcp/infoblox_nios.test-dhcp.log", "unbound/pfsense.test-pfsense-unbound.log",
      "zeek/zeek.test-conn.log", "suricata/suricata.test-eve-small.log",
      "suricata/suricata.test-eve-alerts.log", "haproxy/haproxy.test-default.log",
      "haproxy/haproxy.test-haproxy.log", "haproxy/haproxy.test-httplog-no-headers.log",
      "haproxy/haproxy.test-tcplog.log", "haproxy/pfsense.test-pfsense-haproxy.log",
      "squid/squid.test-access1.log",
    ],
    "CarrierConformanceTests, PlatformConformanceTests": [
      "cisco-ios/cisco_ios.test-cisco-ios.log", "cisco-ios/cisco_ios.test-date-format-tzoffset.log",
      "cisco-ios/cisco_ios.test-date-format.log", "cisco-ios/cisco_ios.test-syslog.log",
      "fortigate/fortinet_fortigate.test-fortinet.log", "iptables/iptables.test-iptables-raw.log",
      "checkpoint/checkpoint.test-checkpoint.log",
      "paloalto/panw.test-panw-panos-traffic-sample.log",
      "pfsense/pfsense.test-pfsense-bsd.log", "pfsense/pfsense.test-pfsense-syslog.log",
      "opnsense/pfsense.test-opensense.log", "sonicwall/sonicwall_firewall.test-nat.log",
    ],
    "this": [
      "juniper-srx/juniper_srx.test-ids.log", "ms-dhcp/microsoft_dhcp.test-log.log",
      "sshd/system.test-auth-ubuntu1204.log", "traefik/traefik.test-format-json.log",
      "zeek/zeek.test-dns.log", "zeek/zeek.test-radius.log",
    ],
  ]

  @Test func noExpectationIsForgotten() throws {
    let logs = try #require(SharedData.root).appending(path: "logs")
    let found = try FileManager.default.subpathsOfDirectory(atPath: logs.path)
      .filter { $0.hasSuffix("-expected.json") }.map { String($0.dropLast(14)) }
    let listed = ExpectationConformanceTests.compared.values.flatMap { $0 }
    #expect(Set(listed) == Set(found) && listed.count == Set(listed).count)
  }

  /// Screens, identity and event-mode lines, leases and lists of another server: none is an event.
  @Test(arguments: [
    ("juniper-srx/juniper_srx.test-ids.log", "juniper-srx"),
    ("zeek/zeek.test-radius.log", "zeek"), ("ms-dhcp/microsoft_dhcp.test-log.log", "none"),
  ])
  func linesThatAreNoEvent(name: String, format: String) throws {
    let lines = try SharedData.lines(name).filter { !$0.isEmpty }
    #expect(!lines.isEmpty)
    for line in lines {
      for dialect in LogDialects.all {
        #expect(parse(dialect, line).events.isEmpty, "\(dialect.id): \(line)")
      }
    }
    guard format == "none" else { return }
    #expect(throws: RecognitionError.self) { _ = try read(SharedData.log(name)) }
  }

  @Test func loginsOfUbuntu() throws {
    let name = "sshd/system.test-auth-ubuntu1204.log"
    var compared = 0
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      let result = parse(SSHD(), line)
      guard let address = record.text("source.ip") else {
        // Difference: a disconnect names the client too; they leave it out.
        #expect(result.events.isEmpty || line.contains("Received disconnect from"), context)
        continue
      }
      let event = try #require(result.events.first, context)
      compared += 1
      #expect(event.outside.description == address, context)
      if let port = record.number("source.port") {
        #expect(UInt64(event.outsidePort) == port, context)
      }
    }
    #expect(compared > 5)
  }

  @Test func lookupsOfZeekInJSON() throws {
    let name = "zeek/zeek.test-dns.log"
    var compared = 0
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      let result = parse(Zeek(), line)
      for event in result.events {
        compared += 1
        #expect(event.inside.description == record.text("source.ip"), context)
        #expect(
          result.texts.string(event.host) == record.text("dns.question.name")?.lowercased(), context
        )
      }
    }
    #expect(compared > 0)
  }

  /// Traefik's JSON needs no dialect of its own.
  @Test func traefikByItsKeys() throws {
    let name = "traefik/traefik.test-format-json.log"
    let table = ColumnTable(
      try ColumnMapping(
        parsing: "outside=ClientHost,outside_port=ClientPort,host=RequestHost,time=StartUTC"))
    var compared = 0
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      let result = parse(table, line)
      let event = try #require(result.events.first, context)
      compared += 1
      #expect(event.outside.description == record.text("source.ip"), context)
      #expect(UInt64(event.outsidePort) == record.number("source.port"), context)
      #expect(result.texts.string(event.host) == record.text("url.domain"), context)
      let second = try #require(record.text("@timestamp").flatMap { Timestamp(rfc3339: $0) })
      #expect(event.time.floored(to: 1_000_000_000) == second, context)
    }
    #expect(compared == 2)
  }
}
