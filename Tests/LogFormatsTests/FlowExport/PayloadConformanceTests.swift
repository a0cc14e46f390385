import Foundation
import LogFormats
import NATModel
import Testing

/// Stored payloads of real exporters against the records that Filebeat's decoder reads in them.
@Suite(.enabled(if: SharedData.isPresent, "../shared/data/captures is not there"))
struct PayloadConformanceTests {
  /// One row of the table of payloads: messages of one exporter in order, and the golden file.
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [String]
    var golden: String

    var testDescription: String { name }
  }

  /// The rows of the table in SOURCES.md.
  static let rows: [Row] = {
    let path = SharedData.capture("SOURCES.md")
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count >= 4, cells[2].hasSuffix(".golden.json"), cells[1].contains(".dat") else {
        return nil
      }
      return Row(
        name: cells[0], files: cells[1].components(separatedBy: ", "), golden: cells[2])
    }
  }()

  /// nfdump 1.7.1 on the same payloads: records, translated sources, firewall events.
  @Test(arguments: [
    ("Netflow 9 Cisco ASA", 14, 14, ["2": 14]), ("IPFIX Mikrotik RouterOS 6.39.2", 46, 28, [:]),
    ("Netflow 9 Fortigate FortiOS 54x appid", 17, 5, [:]),
    ("Netflow 9 Palo Alto PAN-OS with app-id", 8, 0, ["1": 7, "5": 1]),
    ("IPFIX Nokia BRAS", 1, 0, [:]),
  ])
  func nfdump(name: String, records: UInt64, translated: UInt64, firewall: [String: UInt64]) throws
  {
    let row = try #require(PayloadConformanceTests.rows.first { $0.name == name })
    let run = ExportRun(try row.files.map { try SharedData.captureBytes("netflow-dat/\($0)") })
    #expect(run.sum(\.records) == records)
    #expect(run.sum(\.translatedSources) == translated)
    #expect(run.histogram(\.firewallEvents) == firewall)
    #expect(run.rejects.total == 0)
  }

  @Test func nokiaInsideAddressStandsInAText() throws {
    let files = ["ipfix_test_nokia_bras_tpl.dat", "ipfix_test_nokia_bras_data256.dat"]
    let run = ExportRun(try files.map { try SharedData.captureBytes("netflow-dat/\($0)") })
    let event = try #require(run.events.first)
    #expect(event.kind == .sessionOpen)
    #expect(event.inside == IPAddress("10.10.0.123"))
    #expect(event.outside == IPAddress("10.0.1.228") && event.outsidePort == 5878)
    #expect(event.destination == IPAddress("10.0.0.34") && event.destinationPort == 80)
    #expect(run.texts.string(event.subscriber) == "USER1")
    #expect(event.time.description == "2017-12-14T07:23:45.148Z")
  }

  @Test func tableIsThere() { #expect(PayloadConformanceTests.rows.count >= 30) }

  @Test(arguments: rows)
  func records(row: Row) throws {
    let run = ExportRun(try row.files.map { try SharedData.captureBytes("netflow-dat/\($0)") })
    let golden = try SharedData.captureBytes("golden/beats/\(row.golden)")
    let document = try JSONSerialization.jsonObject(with: Data(golden)) as? [String: Any]
    let records = (document?["events"] as? [[String: Any]] ?? []).compactMap {
      $0["Fields"] as? [String: Any]
    }
    let flows = records.filter { $0.text("netflow.type") == "netflow_flow" }
    let options = records.filter { $0.text("netflow.type") == "netflow_options" }
    let context: Comment = "\(row.name)"
    if row.name == "Netflow 9 invalid 01" {
      // Difference: they refuse the whole packet because its options template is malformed. Both
      // flows in it are whole, and nfdump reads them too.
      #expect(run.sum(\.records) == 2 && run.events.count == 2)
      return
    }
    #expect(run.sum(\.records) == UInt64(flows.count), context)
    #expect(run.sum(\.optionsRecords) == UInt64(options.count), context)
    try compare(run, flows, context)
  }

  /// Every flow has the addresses, ports, protocol and counters of its record.
  private func compare(
    _ run: ExportRun, _ flows: [[String: Any]], _ context: Comment
  ) throws {
    // Records without an address are no event; then the others cannot be matched one by one.
    guard run.events.count == flows.count else {
      #expect(run.events.count < flows.count, context)
      return
    }
    for (event, flow) in zip(run.events, flows) {
      func address(_ key: String) -> IPAddress? {
        (flow.text("netflow." + key)).flatMap { IPAddress($0) }
          .flatMap { $0 == IPAddress(ipv4: 0) || $0 == .unspecified ? nil : $0 }
      }
      let source = address("source_ipv4_address") ?? address("source_ipv6_address")
      let destination = address("destination_ipv4_address") ?? address("destination_ipv6_address")
      let ends = Set([source, destination].compactMap { $0 })
      let post = address("post_nat_source_ipv4_address")
      if flow.text("netflow.nat_sub_string") != nil {
        #expect(event.outside == source && event.destination == destination, context)
      } else {
        // Difference: in a flow back to a translated destination, that destination is inside.
        let translated = address("post_nat_destination_ipv4_address")
        let got = Set([event.inside, event.destination].filter { $0 != .unspecified })
        #expect(got.isSubset(of: ends.union([translated].compactMap { $0 })), context)
      }
      if let post, event.kind == .session {
        #expect(event.outside == post || event.outside == destination, context)
      }
      if let proto = flow.number("netflow.protocol_identifier") {
        #expect(UInt64(event.proto.rawValue) == proto, context)
      }
      // Difference: where a delta is 0, the sum over initiator and responder counts here.
      if let packets = flow.number("netflow.packet_delta_count"), packets > 0 {
        #expect(event.packets == packets, context)
      }
    }
  }
}
