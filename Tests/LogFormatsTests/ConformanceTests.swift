import Foundation
import LogFormats
import NATModel
import Testing

/// Real files against what others read in them; each difference is deliberate and explained.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data/logs is not there"))
struct ConformanceTests {
  private struct Endpoint: Equatable, CustomStringConvertible {
    var address: IPAddress?
    var port: UInt64?

    init(_ record: [String: Any], _ address: String, _ port: String) {
      self.address = record.text(address).flatMap { IPAddress($0) }
      self.port = record.number(port)
    }

    init(_ address: IPAddress, _ port: UInt16) {
      self.address = address
      self.port = UInt64(port)
    }

    var description: String {
      "\(address.map(\.description) ?? "-"):\(port.map(String.init) ?? "-")"
    }
  }

  /// Month to second: the year of lines that state none is the other project's own choice.
  private func compareTime(_ event: Event, _ record: [String: Any], _ context: Comment) throws {
    let text = try #require(record.text("@timestamp"))
    let expected = try #require(Timestamp(rfc3339: text)).civil
    let got = event.time.civil
    if !event.fields.contains(.assumedYear) { #expect(got.year == expected.year, context) }
    #expect(
      [got.month, got.day, got.hour, got.minute, got.second]
        == [expected.month, expected.day, expected.hour, expected.minute, expected.second], context)
  }

  // MARK: - Cisco

  @Test(arguments: [
    ("cisco-asa/cisco_asa.test-additional-messages.log", 14),
    ("cisco-asa/cisco_asa.test-asa-fix.log", 4),
    ("cisco-asa/cisco_asa.test-asa-missing-groups.log", 0),
    ("cisco-asa/cisco_asa.test-asa.log", 220),
    ("cisco-asa/cisco_asa.test-hostnames.log", 1), ("cisco-asa/cisco_asa.test-not-ip.log", 0),
    ("cisco-asa/cisco_asa.test-sip.log", 0), ("cisco-ftd/cisco_ftd.test-asa.log", 219),
    ("cisco-ftd/cisco_ftd.test-ftd-inbound-outbound.log", 4),
    ("cisco-ftd/cisco_ftd.test-no-type-id.log", 0),
  ])
  func cisco(name: String, count: Int) throws {
    let lines = try SharedData.lines(name)
    let records = try SharedData.expected(name)
    var events = 0
    for (line, record) in zip(lines, records) {
      let context: Comment = "\(name): \(line)"
      let result = parse(CiscoASA(), line)
      let code = record.text("event.code") ?? ""
      guard
        ["302013", "302014", "302015", "302016", "302020", "302021", "305011", "305012"]
          .contains(code)
      else {
        #expect(result.isSkipped, context)
        continue
      }
      // A name where an address must stand: they keep it as a domain, we reject the record.
      guard record.text("source.ip") != nil, record.text("destination.ip") != nil,
        record.at("cisco.asa.mapped_source_host") == nil
      else {
        #expect(result.fault == .malformedAddress, context)
        continue
      }
      let event = try #require(result.events.first, context)
      events += 1
      try compareTime(event, record, context)
      #expect(result.texts.string(event.exporter) == record.text("host.hostname") ?? "", context)
      switch code {
      case "302020", "302021": compareICMP(event, record, context)
      case "305011", "305012": try compareTranslation(event, record, context)
      default: try compareConnection(event, line, record, context)
      }
      if code == "302014" || code == "302016" || code == "305012" {
        let nanoseconds = try #require(record.number("event.duration"), context)
        #expect(UInt64(event.time.since(event.start)) == nanoseconds, context)
      }
    }
    #expect(events == count, "\(name)")
  }

  private func compareICMP(_ event: Event, _ record: [String: Any], _ context: Comment) {
    #expect(event.inside.description == record.text("source.ip"), context)
    #expect(event.destination.description == record.text("destination.ip"), context)
    // The translated address is left out where it equals the other.
    #expect(
      event.outside.description == record.text("source.nat.ip") ?? record.text("source.ip"), context
    )
  }

  private func compareTranslation(
    _ event: Event, _ record: [String: Any], _ context: Comment
  ) throws {
    #expect(
      Endpoint(event.inside, event.insidePort) == Endpoint(record, "source.ip", "source.port"),
      context)
    #expect(
      Endpoint(event.outside, event.outsidePort)
        == Endpoint(record, "destination.ip", "destination.port"), context)
    #expect(record.number("network.iana_number") == UInt64(event.proto.rawValue), context)
    #expect(event.fields.contains(.binding), context)
  }

  /// Difference: which of the two endpoints is inside.
  ///
  /// Their ASA package calls the second endpoint of an outbound line the source, their FTD package the
  /// first. Here the second is inside, unless an inbound line translates only the first, or a
  /// teardown has a private address only in the first.
  private func compareConnection(
    _ event: Event, _ line: String, _ record: [String: Any], _ context: Comment
  ) throws {
    let product = record.at("cisco.ftd") == nil ? "asa" : "ftd"
    let source = Endpoint(record, "source.ip", "source.port")
    let destination = Endpoint(record, "destination.ip", "destination.port")
    let isOutbound = line.contains("Built outbound")
    let isSourceFirst = !(isOutbound && product == "asa")
    let inside = Endpoint(event.inside, event.insidePort)
    let remote = Endpoint(event.destination, event.destinationPort)
    let first = isSourceFirst ? source : destination
    let second = isSourceFirst ? destination : source
    var isFirstInside = false
    if line.contains("Built") {
      let mapped = [
        Endpoint(
          record, "cisco.\(product).mapped_source_ip", "cisco.\(product).mapped_source_port"),
        Endpoint(
          record, "cisco.\(product).mapped_destination_ip",
          "cisco.\(product).mapped_destination_port"),
      ]
      let mappedFirst = isSourceFirst ? mapped[0] : mapped[1]
      let mappedSecond = isSourceFirst ? mapped[1] : mapped[0]
      isFirstInside = !isOutbound && first != mappedFirst && second == mappedSecond
      #expect(
        Endpoint(event.outside, event.outsidePort)
          == (isFirstInside ? mappedFirst : mappedSecond), context)
    } else {
      let isPrivate = (first.address?.isInsideRange, second.address?.isInsideRange)
      isFirstInside = isPrivate == (true, false)
      #expect(!event.fields.contains(.outside), context)
      #expect(event.bytes == record.number("network.bytes"), context)
    }
    #expect(inside == (isFirstInside ? first : second), context)
    #expect(remote == (isFirstInside ? second : first), context)
    #expect(event.session == record.number("cisco.\(product).connection_id"), context)
    #expect(record.number("network.iana_number") == UInt64(event.proto.rawValue), context)
  }

  // MARK: - Juniper

  @Test func juniperFlow() throws {
    let name = "juniper-srx/juniper_srx.test-flow.log"
    var events = 0
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      let result = parse(JuniperSRX(), line)
      let tag = record.text("juniper.srx.tag") ?? ""
      // Difference: APPTRACK repeats the flow, DENY has none; they report both.
      guard tag.hasPrefix("RT_FLOW_SESSION_CREATE") || tag.hasPrefix("RT_FLOW_SESSION_CLOSE") else {
        #expect(result.isSkipped, context)
        continue
      }
      let event = try #require(result.events.first, context)
      events += 1
      try compareTime(event, record, context)
      #expect(
        Endpoint(event.inside, event.insidePort) == Endpoint(record, "source.ip", "source.port"),
        context)
      #expect(
        Endpoint(event.outside, event.outsidePort)
          == Endpoint(record, "source.nat.ip", "source.nat.port"), context)
      #expect(
        Endpoint(event.destination, event.destinationPort)
          == Endpoint(record, "destination.ip", "destination.port"), context)
      #expect(record.number("network.iana_number") == UInt64(event.proto.rawValue), context)
      // Difference: they read session-id-32 only, newer releases write session-id.
      if let session = record.number("juniper.srx.session_id_32") {
        #expect(event.session == session, context)
      }
      #expect(result.texts.string(event.exporter) == record.text("observer.name"), context)
      guard event.kind == .sessionClose else { continue }
      #expect(event.bytes == record.number("network.bytes"), context)
      #expect(event.packets == record.number("network.packets"), context)
      // Difference: they take the time of the close for the start; here it is the end.
      #expect(UInt64(event.time.since(event.start)) == record.number("event.duration"), context)
    }
    #expect(events == 15)
  }

  @Test func juniperBlocksAndPlainLines() throws {
    let pba = try read(SharedData.log("juniper-srx/cgn-ec.pba-and-session.log"))
    #expect(
      pba.events.map(\.kind) == [
        .sessionOpen, .sessionClose, .blockAllocate, .blockInterim, .blockRelease,
      ])
    #expect(pba.events.suffix(3).allSatisfy { $0.outsidePort == 48640 })
    #expect(pba.events.suffix(3).allSatisfy { $0.outsidePortLast == 48895 })
    let plain = try read(SharedData.log("juniper-srx/unstructured.rt_flow.log"))
    #expect(plain.events.map(\.kind) == [.sessionClose, .sessionOpen, .sessionOpen])
    #expect(plain.events[2].outside == ip("68.144.1.1") && plain.events[2].outsidePort == 55893)
    #expect(plain.texts.string(plain.events[2].exporter) == "INTERNET-ROUTER")
    let block = try read(SharedData.log("juniper-srx/mx-spc3.unstructured.txt"))
    #expect(block.events.map(\.kind) == [.blockAllocate])
  }

  // MARK: - MikroTik, conntrack

  @Test func mikrotik() throws {
    let got = try read(SharedData.log("mikrotik/routeros-nat.log"))
    #expect(
      got.events.map(\.outside.description) == [
        "103.125.177.119", "103.73.100.12", "103.125.177.119",
      ])
    #expect(got.events.map(\.outsidePort) == [35420, 49196, 35420])
    #expect(
      got.events.map { got.texts.string($0.subscriber) } == [
        "P2-musa", "DT-1023-03324108448", "P2-musa",
      ])
    #expect(got.events.map { $0.fields.contains(.time) } == [false, false, true])
  }

  @Test func conntrack() throws {
    let destroyed = try read(SharedData.log("conntrack/natlog.driver.tcpudp.log"))
    #expect(
      destroyed.events.map(\.outside.description) == Array(repeating: "192.168.8.17", count: 3))
    #expect(destroyed.events.map(\.bytes) == [662, 2129, 0])
    let manual = try read(SharedData.log("conntrack/conntrack-tools-manual.txt"))
    #expect(manual.events.count == 14 && manual.report.skipped == 3)
    #expect(manual.events.allSatisfy { $0.inside == $0.outside })
    // Records wrapped over several lines between prose: their first lines are rejected, no more.
    let wrapped = try read(SharedData.log("conntrack/natlog.README.conntrack"))
    #expect(wrapped.events.isEmpty && wrapped.report.rejects.counts == [.missingField: 8])
    let listed = try read(SharedData.log("nf_conntrack/public-samples.txt"))
    #expect(listed.events.count == 4 && !listed.events[3].fields.contains(.inside))
  }

  // MARK: - Access logs

  @Test(arguments: [
    "nginx/nginx.test-access.log", "nginx/nginx.test-nginx.log",
    "apache/apache.test-access-basic.log",
    "apache/apache.test-access-vhost.log",
  ])
  func accessLogs(name: String) throws {
    // Lines that they cannot read have no record.
    let records = try SharedData.expected(name)
    for line in try SharedData.lines(name) {
      let context: Comment = "\(line)"
      let result = parse(AccessLog(), line)
      let record = records.first { $0.text("event.original") == line } ?? [:]
      // Difference: a list of addresses or a name in the client's place is rejected here; they take
      // the first public address of the list, or keep the name.
      let words = line.components(separatedBy: " - ").first?.split(separator: " ") ?? []
      let client = words.last.map(String.init) ?? ""
      let isList = words.dropLast().last?.hasSuffix(",") == true
      guard IPAddress(client) != nil, !isList else {
        #expect(result.fault == .malformedAddress || result.isSkipped, context)
        continue
      }
      let event = try #require(result.events.first, context)
      // Difference: behind a balancer that logs its own address last they take the first of the
      // quoted list before it; here it is the address the server saw.
      #expect(event.outside.description == client, context)
      guard !record.isEmpty else { continue }
      if words.count == 1 {
        #expect(event.outside.description == record.text("source.ip"), context)
      }
      try compareTime(event, record, context)
      // Theirs is decoded; here the path stands as it was requested.
      if let path = record.text("url.path") {
        #expect(result.texts.string(event.label).removingPercentEncoding == path, context)
      }
    }
  }

  // MARK: - Recognition

  /// Files whose dialect is not that of their folder; `none` is refused.
  private static let formats: [String: String] = [
    "apache/apache.test-access-ssl-request.log": "none",
    "cisco-ftd/cisco_ftd.test-no-type-id.log": "none",
    "traefik/traefik.test-format-common.log": "access-log",
    "juniper-mx/usf-doc-session-create.txt": "juniper-srx",
    "isc-dhcp/dhcpd.leases": "dhcpd-leases",
    // Excerpts without the time in front.
    "squid/ossec.squid.rst": "none",
    // Lines of sudo and pam only.
    "sshd/system.test-timestamp.log": "none",
    // Lines of several programs, most of them of the packet filter.
    "opnsense/pfsense.test-opensense.log": "pf-log",
    "openbsd-pf/ossec.pf.rst": "pf-log",
    // Warnings of the kernel only.
    "iptables/ossec.iptables.rst": "none",
  ]
  private static let folders = [
    "conntrack": "conntrack", "nf_conntrack": "conntrack", "cisco-asa": "cisco-asa",
    "cisco-ftd": "cisco-asa", "juniper-srx": "juniper-srx", "mikrotik": "mikrotik",
    "nginx": "access-log", "apache": "access-log", "isc-dhcp": "dhcpd", "kea": "kea-csv",
    "radius": "radius-detail", "unbound": "unbound", "bind": "bind", "haproxy": "haproxy",
    "squid": "squid", "caddy": "caddy", "zeek": "zeek", "suricata": "suricata",
    "postfix": "postfix", "sshd": "sshd", "juniper-mx": "juniper-mx", "huawei-ne": "huawei-ne",
    "cisco-ios": "cisco-ios", "cisco-xr-cgn": "cisco-xr-cgn", "a10-cgn": "a10-cgn",
    "f5": "f5-cgnat", "fortigate": "fortigate", "econat": "econat",
    "ulogd": "ulogd", "iptables": "netfilter-log", "pfsense": "pf-log", "openbsd-pf": "pf-state",
    "vpp": "vpp", "jool": "jool", "nfware": "nfware", "6wind": "6wind", "h3c": "h3c-comware",
    "paloalto": "paloalto", "checkpoint": "checkpoint", "sonicwall": "sonicwall",
    "netscreen": "netscreen",
    // Another server's table with its date and time in two columns.
    "ms-dhcp": "none",
    // JSON with keys of its own: read by a column mapping.
    "traefik": "none",
  ]

  @Test func everyFileIsRecognisedOrRefused() throws {
    let files = try SharedData.allLogs()
    #expect(files.count > 90)
    for name in files {
      let folder = String(name.prefix { $0 != "/" })
      // A file that is not in the table is a file that nobody has looked at.
      guard let expected = ConformanceTests.formats[name] ?? ConformanceTests.folders[folder] else {
        Issue.record("\(name): not in the table of expected dialects")
        continue
      }
      do throws(RecognitionError) {
        let got = try attempt(SharedData.log(name))
        #expect(got.report.format == expected, "\(name): \(got.report.recognition)")
        for event in got.events { #expect(impossibility(event) == nil, "\(name)") }
        // A file of another dialect must not give NAT events.
        if expected == "none" {
          #expect(
            got.events.allSatisfy { [.request, .name, .assignmentStart].contains($0.kind) },
            "\(name)")
        }
      } catch {
        #expect(expected == "none", "\(name): \(error)")
      }
    }
  }

  private func attempt(_ path: String) throws(RecognitionError) -> (
    events: [Event], report: InputReport
  ) {
    do {
      let got = try read(path)
      return (got.events, got.report)
    } catch let error as RecognitionError {
      throw error
    } catch {
      Issue.record("\(path): \(error)")
      return ([], InputReport(name: path))
    }
  }

  /// Every dialect over every file: no trap, no impossible event, whatever the format is said to be.
  @Test func noDialectTrapsOnAnyFile() throws {
    for name in try SharedData.allLogs() {
      for line in try SharedData.lines(name).prefix(60) {
        for dialect in LogDialects.all {
          for event in parse(dialect, line).events {
            #expect(impossibility(event) == nil, "\(name): \(line)")
          }
        }
      }
    }
  }
}
