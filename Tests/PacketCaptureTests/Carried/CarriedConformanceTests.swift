import Foundation
import LogFormats
import NATModel
import Testing

@testable import PacketCapture

/// Flow exports and RADIUS inside real captures against the figures of tshark, nfdump and others.
@Suite(.enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"))
struct CarriedConformanceTests {
  static let files = SharedCaptures.files(in: ["nat", "flow", "flow-malformed", "radius"])

  @Test(arguments: files)
  func figures(file: String) throws {
    let run = try CaptureRun.of(path: SharedCaptures.path(file))
    let figures = try #require(SharedCaptures.figures[file])
    let exporters = run.carried.exporters
    func sum(_ value: (ExporterCounts) -> UInt64) -> Int {
      Int(exporters.reduce(0) { $0 + value($1.counts) })
    }
    let difference = CarriedConformanceTests.differences[file] ?? Difference()
    #expect(sum(\.messages) == difference.messages ?? figures.cflow_msgs ?? 0, "\(file)")
    #expect(
      sum { $0.records + $0.optionsRecords } == difference.records ?? figures.records ?? 0,
      "\(file)")
    #expect(
      sum(\.templateDeclarations) == difference.templates ?? figures.template_defs ?? 0, "\(file)")
    #expect(sum(\.translatedSources) == figures.postnat_src_nonzero ?? 0, "\(file)")
    func histogram(_ values: (ExporterCounts) -> [UInt8: UInt64]) -> [String: UInt64] {
      var all: [String: UInt64] = [:]
      for exporter in exporters {
        for (key, count) in values(exporter.counts) { all["\(key)", default: 0] += count }
      }
      return all
    }
    #expect(histogram(\.natEvents) == figures.nat_event ?? [:], "\(file)")
    #expect(histogram(\.firewallEvents) == figures.fw_event ?? [:], "\(file)")
    let codes = Dictionary(
      uniqueKeysWithValues: run.carried.radius.codes.map { ("\($0.key)", $0.value) })
    #expect(codes == figures.radius ?? [:], "\(file)")
    let isDamaged = run.report.rejects.total > 0
    #expect(isDamaged == (difference.rejects != nil), "\(file)")
    if let rejects = difference.rejects { #expect(run.report.rejects.counts == rejects, "\(file)") }
  }

  /// Where the figures differ, and what is rejected; each deliberate.
  private struct Difference {
    var messages: Int?
    var records: Int?
    var templates: Int?
    var rejects: [RejectReason: Int]?
  }

  private static let differences: [String: Difference] = [
    // tshark does not read data that came before its template; it is held and read here.
    "flow/ipfix-data-before-template.pcap": Difference(records: 4),
    // The same for its first record; tshark also counts the padding of a template set, template 0
    // with no fields, as a template.
    "flow/nfv9-7byte-padding.pcap": Difference(records: 8, templates: 2),
    // The pattern that counts tshark's records misses those with a duration beside them.
    "flow/ipfix-ixia-ixflow.pcap": Difference(records: 3),
    // The templates of these sets are not in the capture.
    "flow/nfv9-ndpi.pcap": Difference(rejects: [.missingTemplate: 23]),
    "flow/ipfix-template-reassignment-pmacct112.pcap": Difference(rejects: [.missingTemplate: 6]),
    // Sets that claim more octets than the datagram has.
    "flow-malformed/nfv9-malformed-1.pcap": Difference(rejects: [.malformedRecord: 3]),
    "flow-malformed/nfv9-malformed-3.pcap": Difference(rejects: [.malformedRecord: 1]),
    "flow-malformed/nfv9-malformed-options-template.pcap": Difference(
      rejects: [.malformedRecord: 1]),
    // Options data whose template was declared again with one field of no octets: tshark reads it
    // by the first declaration, here its records have no length and are rejected.
    "flow-malformed/nfv9-malformed-2.pcap": Difference(records: 0, rejects: [.malformedRecord: 16]),
    // The second message is what an ICMP error quotes of the first: it was not sent again.
    "flow-malformed/nfv9-malformed-6.pcap": Difference(
      messages: 1, templates: 1, rejects: [.malformedRecord: 1]),
    // Lengths of the IPv4 packet contradict each other: what it carries is not looked at.
    "radius/radius-malformed-attr-asan.pcap": Difference(rejects: [.malformedPacket: 1]),
  ]

  // MARK: - pmacct

  /// pmacct adds up flows of equal keys: the endpoints are the same, and so are the sums.
  @Test(arguments: [
    "ipfix-cisco-pmacct100", "nfv9-cisco-asr9k-pmacct101",
    "ipfix-ipv6-transport-options-pmacct104", "ipfix-huawei-vrfname-pmacct106",
    "ipfix-multi-source-pmacct400",
  ])
  func pmacct(name: String) throws {
    let run = try CaptureRun.of(path: SharedCaptures.path("flow/\(name).pcap"))
    let golden = String(
      decoding: try SharedCaptures.bytes(
        SharedCaptures.path("golden/pmacct/\(name).output-flow-00.json")), as: UTF8.self)
    var theirs: [String: UInt64] = [:]
    for line in golden.split(separator: "\n") {
      guard
        let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let source = record["ip_src"] as? String, let destination = record["ip_dst"] as? String
      else { continue }
      let packets = (record["packets"] as? NSNumber)?.uint64Value ?? 0
      theirs[[source, destination].sorted().joined(separator: " "), default: 0] += packets
    }
    var ours: [String: UInt64] = [:]
    let names = Set(run.carried.exporters.map(\.name))
    for event in run.events(.flow) where names.contains(run.texts.string(event.exporter)) {
      let ends = [event.inside.description, event.destination.description].sorted()
      ours[ends.joined(separator: " "), default: 0] += event.packets
    }
    // pmacct multiplies by the sampling that options records state; here it is only shown.
    let sampling = run.carried.exporters.map(\.counts.samplingInterval).max() ?? 0
    if name.contains("sampling") || name.contains("transport-options"), sampling > 1 {
      ours = ours.mapValues { $0 * sampling }
    }
    guard name.contains("multi-source") else {
      #expect(ours == theirs, "\(name)")
      return
    }
    // Difference: pmacct also reads the packets that some records quote (dataLinkFrameSection, 315),
    // and names their inner addresses. What is no quotation is there in full.
    let outer = "2001:db8:90:e003:: 2001:db8:91::1"
    #expect(ours.count == 29 && theirs.count == 32)
    for (ends, packets) in ours where ends != outer {
      #expect(packets <= theirs[ends] ?? 0, "\(ends)")
    }
    #expect(ours.count { theirs[$0.key] == $0.value } == 25)
  }

  // MARK: - RADIUS

  /// Arkime's reading of the same packet: user, device, framed address.
  @Test func radiusInterimUpdate() throws {
    let run = try CaptureRun.of(path: SharedCaptures.path("radius/radius-acct-arkime.pcap"))
    let event = try #require(run.events(.assignmentStart).first)
    #expect(run.events(.assignmentStart).count == 1)
    #expect(run.texts.string(event.subscriber) == "xxxxxxxxx")
    #expect(run.texts.string(event.exporter) == "10.0.0.1")
    #expect(event.inside == IPAddress("10.0.0.3") && event.location.record == 1)
    #expect(run.carried.radius.interims == 1 && run.carried.radius.lostStarts == 1)
  }

  /// Fuzzed Accounting-Requests: each is counted, none is trusted further than it goes.
  @Test func fuzzedRADIUS() throws {
    let run = try CaptureRun.of(
      path: SharedCaptures.path("fuzz/fuzz-wireshark-2020-02-16-11740.pcap"))
    #expect((run.carried.radius.codes[4] ?? 0) >= 6)
  }
}
