import Foundation
import LogFormats
import NATModel
import Testing

@testable import PacketCapture

/// The same events from the same messages, read here and by nfdump and tshark.
@Suite(.serialized, .enabled(if: NfdumpCollector.isInstalled && Tool.path("tshark") != nil))
struct FlowExportPeerTests {
  /// One event as nfdump and natlens both can say it.
  private struct Line: Hashable, Comparable, CustomStringConvertible {
    var description: String

    static func < (left: Line, right: Line) -> Bool { left.description < right.description }

    init(_ event: Event) {
      let hasOutside = event.has(.outside)
      description = Line.text(
        event.inside.description, event.insidePort, event.destination.description,
        event.destinationPort, hasOutside ? event.outside.description : "0.0.0.0",
        hasOutside ? event.outsidePort : 0, UInt64(event.proto.rawValue),
        event.time.nanoseconds / 1_000_000)
    }

    init(_ record: [String: Any]) {
      func number(_ key: String) -> UInt64 {
        (record[key] as? NSNumber)?.uint64Value
          ?? (record[key] as? String).flatMap(UInt64.init) ?? 0
      }
      func address(_ four: String, _ six: String) -> String {
        record[four] as? String ?? (record[six] as? String).flatMap { IPAddress($0)?.description }
          ?? "::"
      }
      let time = (record["t_event"] as? String).flatMap { Timestamp(rfc3339: $0 + "Z") }
      description = Line.text(
        address("src4_addr", "src6_addr"), UInt16(number("src_port")),
        address("dst4_addr", "dst6_addr"), UInt16(number("dst_port")),
        address("src4_xlt_ip", "src6_xlt_ip"), UInt16(number("src_xlt_port")), number("proto"),
        (time?.nanoseconds ?? 0) / 1_000_000)
    }

    private static func text(
      _ inside: String, _ insidePort: UInt16, _ remote: String, _ remotePort: UInt16,
      _ outside: String, _ outsidePort: UInt16, _ proto: UInt64, _ time: Int64
    ) -> String {
      // nfdump shows type and code of ICMP and drops the port of its identifier.
      "\(inside):\(proto == 1 ? 0 : insidePort) \(outside):\(outsidePort) \(remote):\(remotePort) \(proto) \(time)"
    }
  }

  /// NAT44 sessions, openings and closings, as a log would have them.
  private static func sessions(_ count: Int) -> [Event] {
    (0..<count).map { index in
      var event = Event(index % 3 == 2 ? .sessionClose : .sessionOpen)
      event.fields = [
        .time, .inside, .insidePort, .outside, .outsidePort, .destination, .destinationPort, .proto,
      ]
      event.time = Timestamp(
        // nfdump 1.7.1 prints milliseconds below 100 without their zeros.
        nanoseconds: 1_770_000_000_100_000_000 + Int64(index) * 1_000_000_000
          + Int64(index * 37 % 900) * 1_000_000)
      event.resolution = 1_000_000
      event.inside = IPAddress(ipv4: 0x6440_0000 + UInt32(index))
      event.outside = IPAddress(ipv4: 0xcb00_7100 + UInt32(index % 200) + 1)
      event.destination = IPAddress(ipv4: 0xc612_0000 + UInt32(index * 7))
      event.insidePort = UInt16(1024 + index)
      event.outsidePort = UInt16(60_000 - index)
      event.destinationPort = index % 2 == 0 ? 443 : 53
      event.proto = index % 2 == 0 ? .tcp : .udp
      return event
    }
  }

  private static func written(_ events: [Event], _ format: FlowExportWriter.Format) -> [UInt8] {
    var writer = FlowExportWriter(format)
    var output = TextOutput()
    for event in events { _ = writer.write(event, texts: TextTable(), to: &output) }
    writer.finish(to: &output)
    return output.bytes
  }

  /// The messages of some octets.
  private static func messages(_ bytes: [UInt8]) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var start = 0
    while start < bytes.count,
      case .octets(let length) = FlowExportFraming.extent(bytes.span, at: start, isEnd: true)
    {
      found.append(Array(bytes[start..<start + length]))
      start += length
    }
    return found
  }

  @Test("nfdump reads back what is written", arguments: FlowExportWriter.Format.allCases)
  func nfdumpReadsBack(format: FlowExportWriter.Format) throws {
    let events = Self.sessions(500)
    let records = try NfdumpCollector().records(
      of: Self.messages(Self.written(events, format)))
    #expect(records.map { Line($0) }.sorted() == events.map { Line($0) }.sorted())
    let kinds = Dictionary(grouping: records) { $0["nat_event_id"] as? String ?? "-" }
      .mapValues(\.count)
    #expect(
      kinds == [
        "4": events.count { $0.kind == .sessionOpen },
        "5": events.count { $0.kind == .sessionClose },
      ])
  }

  @Test("tshark reads back what is written", arguments: FlowExportWriter.Format.allCases)
  func tsharkReadsBack(format: FlowExportWriter.Format) throws {
    let events = Self.sessions(500)
    let bytes = Self.written(events, format)
    let path = FileManager.default.temporaryDirectory.appending(path: "natlens-\(UUID())")
    defer { try? FileManager.default.removeItem(at: path) }
    var arguments = ["-n", "-r", path.path(), "-T", "fields", "-E", "aggregator=;"]
    if format == .ipfix {
      // An RFC 5655 file, as it is.
      try Data(bytes).write(to: path)
    } else {
      let packets = Self.messages(bytes).enumerated().map { index, message in
        (
          Int64(1_770_000_000_000_000_000 + index),
          PacketBuilder.ethernet(
            0x0800,
            PacketBuilder.ipv4(
              .server, .server2, proto: 17, PacketBuilder.udp(50000, 2055, message)))
        )
      }
      try Data(PacketBuilder.pcap(packets)).write(to: path)
      arguments += ["-d", "udp.port==2055,cflow"]
    }
    for field in [
      "srcaddr", "srcport", "post_natsource_ipv4_address", "post_naptsource_transport_port",
      "dstaddr", "dstport", "nat_event",
    ] { arguments += ["-e", "cflow.\(field)"] }
    let text = try Tool.output("tshark", arguments)
    var theirs: [String] = []
    for line in text.split(separator: "\n") {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
        .map { $0.split(separator: ";") }
      guard columns.count == 7 else { continue }
      for index in columns[0].indices {
        theirs.append(
          columns.map { index < $0.count ? String($0[index]) : "-" }.joined(separator: " "))
      }
    }
    let ours = events.map { event in
      "\(event.inside) \(event.insidePort) \(event.outside) \(event.outsidePort) "
        + "\(event.destination) \(event.destinationPort) "
        + (event.kind == .sessionOpen ? "4" : "5")
    }
    #expect(theirs == ours)
  }

  /// Real exports: NEL and NSEL, each event with its translation.
  @Test(
    "nfdump agrees on every translated event",
    .enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"),
    arguments: [
      ("nat/nfv9-nel-natevent-portblock-akvorado.pcap", 9),
      ("nat/nfv9-nsel-cisco-asa-graylog.pcap", 78),
    ])
  func nfdumpAgrees(file: String, count: Int) throws {
    let payloads = try Tool.output(
      "tshark", ["-n", "-r", SharedCaptures.path(file), "-T", "fields", "-e", "udp.payload"]
    ).split(separator: "\n").map { line -> [UInt8] in
      let digits = line.filter { $0 != ":" }
      return stride(from: 0, to: digits.count, by: 2).compactMap { offset in
        let start = digits.index(digits.startIndex, offsetBy: offset)
        return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16)
      }
    }
    let run = try CaptureRun.of(path: SharedCaptures.path(file))
    let records = try NfdumpCollector().records(of: payloads)
    let events = run.events.filter { $0.kind == .sessionOpen || $0.kind == .sessionClose }
    // Difference: denials and updates are no events here.
    let theirs = records.filter { record in
      let event = record["event_id"] as? String ?? record["nat_event_id"] as? String ?? ""
      return event == "1" || event == "2"
    }
    #expect(events.count == count)
    #expect(events.map { Line($0) }.sorted() == theirs.map { Line($0) }.sorted())
  }

  /// NetFlow v5 as a real exporter of it sends it: what nfcapd stored of a real capture of v9, sent on
  /// by nfreplay, received here at a socket.
  @Test(
    "flows in NetFlow v5 are those that nfdump holds",
    .enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"),
    arguments: [
      "netflow-dat/netflow9_test_softflowd_tpl_data.dat", "netflow-dat/netflow9_test_valid01.dat",
    ])
  func netFlow5(file: String) throws {
    let messages = Self.messages(try SharedCaptures.bytes(SharedCaptures.path(file)))
    let socket = try ExportSocket.open(IPAddress(ipv4: 0x7f00_0001), port: 0)
    let records = try NfdumpCollector().replay(messages, to: socket.port)
    let decoder = FlowExportDecoder(file: 0)
    var texts = TextTable()
    var buffer = [UInt8](repeating: 0, count: ExportSocket.longest)
    while let datagram = try socket.receive(into: &buffer, timeout: 300) {
      #expect(buffer[0] == 0 && buffer[1] == 5)
      let peer = ExportPeer(
        .udp, from: datagram.source, datagram.port, to: socket.address, socket.port)
      decoder.decode(buffer.span.extracting(0..<datagram.count), from: peer, texts: &texts)
    }
    func line(_ ends: String, _ proto: UInt64, _ volume: String, _ times: [Int64]) -> String {
      "\(ends) \(proto) \(volume) \(times)"
    }
    let ours = decoder.events.map { event in
      line(
        "\(event.inside) \(event.destination)", UInt64(event.proto.rawValue),
        "\(event.packets)/\(event.bytes)",
        [event.start, event.time].map { $0.nanoseconds / 1_000_000_000 })
    }
    // Version 5 has no room for IPv6.
    let theirs = records.filter { $0["src4_addr"] != nil }.map { record in
      func number(_ key: String) -> UInt64 { (record[key] as? NSNumber)?.uint64Value ?? 0 }
      let times = ["first", "last"].map { key in
        (record[key] as? String).flatMap { Timestamp(rfc3339: $0 + "Z") }
          .map { $0.nanoseconds / 1_000_000_000 } ?? 0
      }
      return line(
        "\(record["src4_addr"] ?? "") \(record["dst4_addr"] ?? "")", number("proto"),
        "\(number("in_packets"))/\(number("in_bytes"))", times)
    }
    #expect(!ours.isEmpty && decoder.events.allSatisfy { $0.kind == .flow })
    #expect(ours.sorted() == theirs.sorted())
    let reports = decoder.finish(texts: texts)
    #expect(reports.map(\.version) == [5] && reports.first?.sequence.lost == 0)
  }
}
