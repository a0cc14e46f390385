import Foundation
import LogFormats
import NATModel
import Testing

/// Real files of NAT platforms and firewalls against what others read in them; each difference is
/// deliberate and explained.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data/logs is not there"))
struct PlatformConformanceTests {
  /// `address:port`, `-` for what is not stated.
  private func endpoint(_ record: [String: Any], _ key: String) -> String {
    "\(record.text(key + ".ip") ?? "-"):\(record.number(key + ".port").map(String.init) ?? "-")"
  }

  private func endpoint(_ event: Event, _ address: IPAddress, _ port: UInt16, _ field: EventFields)
    -> String
  {
    "\(address):\(event.fields.contains(field) ? String(port) : "-")"
  }

  private func seconds(_ record: [String: Any], _ path: String) -> Timestamp? {
    record.text(path).flatMap { Timestamp(rfc3339: $0) }?.floored(to: 1_000_000_000)
  }

  // MARK: - Platforms

  @Test func platformsAsDocumented() throws {
    let jool = try read(SharedData.log("jool/jool-doc-dmesg.log"))
    #expect(jool.report.format == "jool" && jool.report.rejects.total == 0)
    #expect(jool.events.count == 11 && jool.events.count { $0.fields.contains(.binding) } == 3)
    #expect(jool.events.allSatisfy { !$0.inside.isIPv4 && $0.outside == ip("192.0.2.2") })
    let nfware = try read(SharedData.log("nfware/cgn-ec.nfware.log"))
    #expect(
      nfware.events.map(\.kind) == [.sessionOpen, .sessionOpen, .sessionOpen, .blockAllocate])
    let sixwind = try read(SharedData.log("6wind/cgn-ec.sixwind.log"))
    #expect(
      sixwind.events.map(\.kind) == [.sessionOpen, .sessionClose, .blockAllocate, .blockRelease])
    #expect(sixwind.report.skipped == 1 && sixwind.report.rejects.total == 0)
    // As printed in the manual: wrapped over four lines and with quotes that no device writes.
    let vpp = try read(SharedData.log("vpp/vpp-doc-sadd.txt"))
    #expect(vpp.report.format == "vpp" && vpp.events.isEmpty && vpp.report.rejects.total == 1)
    let joined = try SharedData.lines("vpp/vpp-doc-sadd.txt").joined(separator: " ")
      .replacing("\u{201c}", with: "\"").replacing("\u{201d}", with: "\"")
    let sadd = parse(VPP(), joined.trimmingCharacters(in: .whitespaces)).event
    #expect(sadd.inside == ip("172.16.1.2") && sadd.outsidePort == 16253)
  }

  @Test func comware() throws {
    let got = try read(SharedData.log("h3c/hp-msr-userlog.txt"))
    #expect(got.report.format == "h3c-comware" && got.report.rejects.total == 0)
    #expect(got.events.map(\.kind) == [.sessionOpen, .sessionClose, .sessionOpen])
    #expect(got.events.map(\.location.record) == [1, 5, 9])
    #expect(got.events[1].time.since(got.events[1].start) == 6_000_000_000)
    for (threads, blockSize) in [(1, 100), (3, 150)] {
      let again = try read(
        SharedData.log("h3c/hp-msr-userlog.txt"), threads: threads, blockSize: blockSize)
      #expect(again.events == got.events, "\(threads) threads, blocks of \(blockSize)")
    }
  }

  @Test func ulogd() throws {
    let got = try read(SharedData.log("ulogd/ulogd-nfct-comments.txt"))
    #expect(got.report.format == "ulogd" && got.report.rejects.total == 0)
    #expect(got.events.map(\.kind) == [.sessionOpen, .sessionClose, .sessionClose])
    #expect(got.events.allSatisfy { $0.inside == $0.outside })
  }

  // MARK: - Firewalls

  @Test func paloAlto() throws {
    let name = "paloalto/panw.test-panw-panos-traffic-sample.log"
    var events = 0
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      let result = parse(PaloAlto(), line)
      // Difference: they report drops, denies and types that PAN-OS does not have, too.
      let type = record.text("panw.panos.sub_type")
      guard type == "start" || type == "end" else {
        #expect(result.isSkipped, context)
        continue
      }
      let event = try #require(result.events.first, context)
      events += 1
      let hasPorts = event.proto.name == "tcp" || event.proto.name == "udp"
      #expect(record.text("network.transport") == event.proto.name, context)
      #expect(record.text("source.ip") == event.inside.description, context)
      #expect(record.text("destination.ip") == event.destination.description, context)
      // Difference: no translation (0.0.0.0, or nothing) is an outside equal to inside here.
      let translated = record.text("source.nat.ip").flatMap { IPAddress($0) } ?? .unspecified
      let isNone = translated == .unspecified || translated == ip("0.0.0.0")
      #expect(event.outside == (isNone ? event.inside : translated), context)
      // Difference: the ports 0 of ICMP are not stated here.
      if hasPorts {
        #expect(record.number("source.port") == UInt64(event.insidePort), context)
        #expect(record.number("destination.port") == UInt64(event.destinationPort), context)
        #expect(
          UInt64(event.outsidePort)
            == (isNone ? UInt64(event.insidePort) : record.number("source.nat.port")), context)
      } else {
        #expect(!event.fields.contains(.insidePort), context)
      }
      #expect(record.number("panw.panos.flow_id") == event.session, context)
      // Theirs is the time as if it were UTC; a stamp with an offset is believed here.
      let offset: Int64 = line.hasSuffix("-07:00") ? 25_200_000_000_000 : 0
      #expect(
        seconds(record, "panw.panos.generated_time") == event.time.advanced(by: -offset), context)
      guard event.kind == .sessionClose else { continue }
      #expect(record.number("network.bytes") == event.bytes, context)
      #expect(record.number("network.packets") == event.packets, context)
      #expect(
        seconds(record, "panw.panos.start_time") == event.start.advanced(by: -offset), context)
    }
    #expect(events == 197)
  }

  @Test func checkPoint() throws {
    let name = "checkpoint/checkpoint.test-checkpoint.log"
    var events = 0
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      let result = parse(CheckPoint(), line)
      let action = record.text("event.action")
      let translated = record.text("source.nat.ip")
      // Difference: news of the device and denials are no events here, but a block of a connection
      // that had been translated is one.
      guard action == "Accept" || translated != nil else {
        #expect(result.isSkipped, context)
        continue
      }
      let event = try #require(result.events.first, context)
      events += 1
      #expect(
        endpoint(record, "source") == endpoint(event, event.inside, event.insidePort, .insidePort),
        context)
      #expect(
        endpoint(record, "destination")
          == endpoint(event, event.destination, event.destinationPort, .destinationPort), context)
      #expect(record.number("network.iana_number") == UInt64(event.proto.rawValue), context)
      // Difference: they keep the port beside an xlatesrc of 0.0.0.0; here that is no translation.
      if let translated {
        #expect(event.outside.description == translated, context)
        #expect(record.number("source.nat.port") == UInt64(event.outsidePort), context)
        #expect(event.kind == .session && record.number("network.bytes") == event.bytes, context)
        #expect(record.number("network.packets") == event.packets, context)
        #expect(
          record.number("event.start").map(Int64.init) == event.start.nanoseconds / 1_000_000_000)
        #expect(seconds(record, "event.end") == event.time, context)
      } else {
        #expect(event.outside == event.inside && event.outsidePort == event.insidePort, context)
        #expect(event.kind == .sessionOpen, context)
        // One header states no zone; theirs is that of the tester.
        if event.fields.isDisjoint(with: .assumedZone) {
          #expect(seconds(record, "@timestamp") == event.time, context)
        }
      }
    }
    #expect(events == 15)
  }

  @Test func sonicWall() throws {
    let name = "sonicwall/sonicwall_firewall.test-nat.log"
    var events = 0
    for (line, record) in zip(try SharedData.lines(name), try SharedData.expected(name)) {
      let context: Comment = "\(line)"
      let result = parse(SonicWall(), line)
      // Difference: they drop what is no address and keep the rest; here the record is rejected.
      guard let translated = record.text("source.nat.ip") else {
        #expect(result.fault == .malformedAddress, context)
        continue
      }
      let event = try #require(result.events.first, context)
      events += 1
      #expect(
        endpoint(record, "source") == endpoint(event, event.inside, event.insidePort, .insidePort),
        context)
      #expect(
        endpoint(record, "destination")
          == endpoint(event, event.destination, event.destinationPort, .destinationPort), context)
      #expect(event.outside.description == translated, context)
      // Difference: the port of an address that is not translated is that of inside here.
      if event.outside != event.inside {
        let port = event.fields.contains(.outsidePort) ? UInt64(event.outsidePort) : nil
        #expect(record.number("source.nat.port") == port, context)
      }
      // Difference: theirs is two hours off by a setting of the test; the record states no zone.
      #expect(event.time == at("2022-05-16T08:19:21Z"), context)
    }
    #expect(events == 3)
  }

  @Test func deniesOfNetScreenAreNoEvents() throws {
    let got = try read(SharedData.log("netscreen/ossec.netscreen.rst"))
    #expect(got.report.format == "netscreen" && got.events.isEmpty)
    #expect(got.report.rejects.total == 0)
  }

  @Test func pf() throws {
    let states = try read(SharedData.log("openbsd-pf/flowsight.pfctl-ss-v.txt"))
    #expect(states.report.format == "pf-state" && states.report.rejects.total == 0)
    #expect(
      states.events.map { "\($0.inside) \($0.outside) \($0.destination)" } == [
        "10.99.0.162 10.99.0.162 140.82.114.3", "192.168.1.178 162.202.41.52 79.127.160.158",
        ":: 162.202.41.52 73.96.122.167", "192.168.1.9 192.168.1.9 1.1.1.1",
      ])
    #expect(states.events.map(\.packets) == [681, 482_651_466, 1610, 2])
    #expect(states.events.allSatisfy { !$0.fields.contains(.time) })
  }

  /// Logged packets: recognised as what they are, and not one translation among them.
  @Test(arguments: [
    ("pfsense/pfsense.test-pfsense-bsd.log", "pf-log"),
    ("pfsense/pfsense.test-pfsense-syslog.log", "pf-log"),
    ("opnsense/pfsense.test-opensense.log", "pf-log"), ("openbsd-pf/ossec.pf.rst", "pf-log"),
    ("iptables/iptables.test-iptables-raw.log", "netfilter-log"),
  ])
  func loggedPacketsAreNoEvents(name: String, format: String) throws {
    let got = try read(SharedData.log(name))
    #expect(got.report.format == format)
    #expect(got.events.isEmpty && got.report.rejects.total == 0)
  }
}
