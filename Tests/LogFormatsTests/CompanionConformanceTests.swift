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
}
