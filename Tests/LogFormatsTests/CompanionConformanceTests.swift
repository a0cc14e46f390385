import Foundation
import LogFormats
import NATModel
import Testing

/// Real files of companion logs against what others read in them.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data/logs is not there"))
struct CompanionConformanceTests {
  // MARK: - DHCP

  @Test func leaseFileIsAJournalInUTC() throws {
    let got = try read(SharedData.log("isc-dhcp/dhcpd.leases"))
    #expect(got.events.count == 5 && got.report.rejects.total == 0)
    #expect(
      got.events.allSatisfy { $0.kind == .assignmentStart && $0.inside == ip("192.168.56.50") })
    #expect(got.events.map(\.location.record) == [6, 17, 28, 39, 50])
    #expect(got.events[3].time == at("2025-09-24T12:21:25Z"))
    #expect(Set(got.events.map { got.texts.string($0.subscriber) }) == ["08:00:27:a5:b8:87"])
    // The syslog of the same server is in local time, three hours ahead.
    let log = try read(SharedData.log("isc-dhcp/dhcpd.syslog"))
    #expect(log.events.map { got.texts.string($0.subscriber) }.count == 2)
    #expect(log.events.first?.time.civil.hour == 15 && log.events.first?.time.civil.second == 25)
  }

  @Test func infobloxMessages() throws {
    let name = "isc-dhcp/infoblox_nios.test-dhcp.log"
    var events = 0
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      let result = parse(DHCPServer(), line)
      guard let event = result.events.first else { continue }
      events += 1
      #expect(event.inside.description == record.text("client.ip"), context)
      let hardware = result.texts.string(event.subscriber).uppercased()
      #expect(
        hardware.replacing(":", with: "-") == record.text("client.mac") || hardware == "", context)
    }
    #expect(events == 15)
  }

  @Test func keaReference() throws {
    let got = try read(SharedData.log("kea/lease4_dump_test.reference.csv"))
    #expect(got.events.map(\.kind) == [.assignmentStart, .assignmentStop])
    #expect(got.events.map { got.texts.string($0.subscriber) } == ["32:30", "32:32"])
    #expect(
      got.events.map { $0.time.nanoseconds / 1_000_000_000 } == [1_641_999_960, 1_643_212_345])
    #expect(got.report.skipped == 2 && got.report.rejects.total == 0)
  }

  // MARK: - RADIUS

  @Test func detailFiles() throws {
    let detail = try read(SharedData.log("radius/hybrid-accounting.detail"))
    #expect(detail.events.map(\.kind) == [.assignmentStart, .assignmentStart])
    #expect(detail.events.map(\.inside) == [ip("78.92.255.12"), ip("78.92.255.8")])
    #expect(detail.events[0].time == at("2015-06-08T22:03:48Z"))
    let gnu = try read(SharedData.log("radius/ossec.gnu_radius.rst"))
    #expect(gnu.events.map(\.kind) == [.assignmentStart, .assignmentStop])
    #expect(gnu.events.map { gnu.texts.string($0.subscriber) } == ["e2", "e2"])
    // The session's length takes the stop back to the start.
    #expect(gnu.events[1].start == gnu.events[0].time)
    let blocks = try read(SharedData.log("radius/cgn-ec.nfware_port_block_mapping.txt"))
    #expect(blocks.events.map(\.outsidePortLast) == [10099])
    // Ports and sessions with actions in numbers, which nothing explains: skipped.
    let sessions = try read(SharedData.log("radius/cgn-ec.nfware_session.txt"))
    #expect(sessions.events.isEmpty && sessions.report.rejects.total == 0)
  }

  // MARK: - Resolvers

  @Test func resolvers() throws {
    let unbound = try read(SharedData.log("unbound/pfsense.test-pfsense-unbound.log"))
    let records = try SharedData.expected("unbound/pfsense.test-pfsense-unbound.log")
    #expect(
      unbound.events.map(\.inside.description) == records.map { $0.text("client.ip") ?? "" })
    #expect(
      unbound.events.map { unbound.texts.string($0.host) }
        == records.map { $0.text("dns.question.name") ?? "" })
    // Refused queries and transfers: recognised, and none of them a query.
    let bind = try read(SharedData.log("bind/fail2ban.named-refused"))
    #expect(bind.events.isEmpty && bind.report.rejects.total == 0)
  }

  // MARK: - Zeek and Suricata

  @Test func zeekTables() throws {
    let lookups = try read(SharedData.log("zeek/zed-sample.dns.tsv.log"))
    #expect(lookups.report.rejects.total == 0)
    let lines = try SharedData.lines("zeek/zed-sample.dns.tsv.log").filter { !$0.hasPrefix("#") }
    var answers = 0
    for fields in lines.map({ $0.split(separator: "\t") }) where fields.count > 21 {
      guard fields[13] == "A" || fields[13] == "AAAA" else { continue }
      answers += fields[21].split(separator: ",").count { IPAddress(String($0)) != nil }
    }
    #expect(answers > 500 && lookups.events.count == answers)
    let encrypted = try read(SharedData.log("zeek/zed-sample.ssl.tsv.log"))
    let named = try SharedData.lines("zeek/zed-sample.ssl.tsv.log").filter {
      let fields = $0.split(separator: "\t")
      return !$0.hasPrefix("#") && fields.count > 9 && fields[9] != "-"
        && fields[9].contains { $0.isLetter }
    }
    #expect(!named.isEmpty && encrypted.events.count == named.count)
    #expect(encrypted.report.rejects.total == 0)
    #expect(try read(SharedData.log("zeek/zed-sample.ssh.tsv.log")).events.isEmpty)
    // Their times are masked.
    let masked = try read(SharedData.log("zeek/baseline.conn.tsv.log"))
    #expect(masked.events.isEmpty)
    #expect(masked.report.rejects.counts == [.malformedTime: 34])
  }

  @Test func zeekConnectionsInJSON() throws {
    let name = "zeek/zeek.test-conn.log"
    var compared = 0
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      guard let event = parse(Zeek(), line).events.first else { continue }
      compared += 1
      #expect(event.inside.description == record.text("source.ip"), context)
      #expect(event.destination.description == record.text("destination.ip"), context)
      if let port = record.number("source.port"), event.fields.contains(.insidePort) {
        #expect(UInt64(event.insidePort) == port, context)
      }
      #expect(event.bytes == record.number("network.bytes"), context)
      #expect(event.packets == record.number("network.packets"), context)
      // Theirs are milliseconds.
      let start = try #require(record.text("@timestamp").flatMap { Timestamp(rfc3339: $0) })
      #expect(event.start.floored(to: 1_000_000) == start, context)
    }
    #expect(compared >= 16)
  }

  @Test func suricata() throws {
    let name = "suricata/suricata.test-eve-small.log"
    let got = try read(SharedData.log(name))
    #expect(
      got.events.map { "\($0.kind.rawValue) \($0.nameSource.rawValue)" } == [
        "name dns", "name tls", "flow none", "name http", "name tls",
      ])
    #expect(
      got.events.map { got.texts.string($0.host) } == [
        "clients.l.google.com", "p33-btmmdns.icloud.com", "", "ctldl.windowsupdate.com",
        "www.example.com",
      ])
    #expect(got.report.rejects.total == 0)
    // Alerts repeat flows and names, so only the one line of TLS counts.
    #expect(try read(SharedData.log("suricata/suricata.test-eve-alerts.log")).events.count == 1)
  }

  // MARK: - Servers

  @Test(arguments: [
    "haproxy/haproxy.test-default.log", "haproxy/haproxy.test-haproxy.log",
    "haproxy/haproxy.test-httplog-no-headers.log", "haproxy/haproxy.test-tcplog.log",
    "haproxy/pfsense.test-pfsense-haproxy.log",
  ])
  func haproxy(name: String) throws {
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      let result = parse(HAProxy(), line)
      guard record.text("source.ip") != nil else {
        #expect(result.fault == .malformedAddress, context)
        continue
      }
      let event = try #require(result.events.first, context)
      #expect(event.outside.description == record.text("source.ip"), context)
      #expect(UInt64(event.outsidePort) == record.number("source.port"), context)
    }
  }

  @Test func squid() throws {
    let got = try read(SharedData.log("squid/squid.test-access1.log"))
    #expect(got.events.count == 100 && got.report.rejects.total == 0)
    #expect(got.events.allSatisfy { $0.fields.contains(.host) && $0.start <= $0.time })
  }

  @Test func caddy() throws {
    let got = try read(SharedData.log("caddy/technavigation.log"))
    #expect(got.events.count == 1 && got.report.skipped == 2)
    #expect(
      got.events.first?.outside == ip("61.211.1.233") && got.events.first?.outsidePort == 1151)
  }

  /// The hosts that fail2ban's own tests expect of each line, where it is an address.
  @Test(arguments: [
    ("sshd/fail2ban.sshd", "sshd", 80), ("postfix/fail2ban.postfix", "postfix", 50),
  ])
  func hostsThatFail2banExpects(name: String, id: String, count: Int) throws {
    let dialect = try #require(LogDialects.dialect(id))
    var expected: String?
    var compared = 0
    for line in try SharedData.lines(name) {
      if line.hasPrefix("# failJSON:") {
        let text = line.dropFirst("# failJSON:".count)
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        expected = object?["match"] as? Bool == true ? object?.text("host") : nil
        continue
      }
      defer { expected = nil }
      guard let host = expected.flatMap({ IPAddress($0) }) else { continue }
      let result = parse(dialect, line)
      // They remember the address of an earlier line of the same process where this one has none.
      guard let event = result.events.first else { continue }
      compared += 1
      #expect(event.outside == host, "\(line)")
    }
    #expect(compared >= count, "\(compared)")
  }

  @Test func realLogOfSSHD() throws {
    let got = try read(SharedData.log("sshd/loghub.OpenSSH_2k.log"))
    let lines = try SharedData.lines("sshd/loghub.OpenSSH_2k.log").flatMap {
      $0.split(whereSeparator: \.isNewline)
    }
    let withPort = lines.count { $0.contains(" port ") }
    #expect(got.events.count { $0.fields.contains(.outsidePort) } == withPort)
    // Lines that stand for several attempts give one event, and say how many they hide.
    let hidden = lines.compactMap { line -> UInt64? in
      guard let found = line.range(of: "message repeated "), line.contains(" port ") else {
        return nil
      }
      return UInt64(line[found.upperBound...].prefix { $0.isNumber }).map { $0 - 1 }
    }
    #expect(hidden.count == 2 && got.report.repeated == hidden.reduce(0, +))
    #expect(got.events.count > 1000 && got.report.rejects.total == 0)
  }
}
