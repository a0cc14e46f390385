import Foundation
import NATModel
import Testing

@testable import PacketCapture

/// Flows against the conversations of tshark: endpoints, packets, octets, first and last time.
@Suite(
  .enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"),
  .enabled(if: Tshark.isPresent, "tshark is not installed"))
struct FlowDifferentialTests {
  /// One conversation, from either source.
  struct Conversation: Hashable, CustomStringConvertible {
    var endpoints: Set<String>
    var packets: UInt64
    var octets: UInt64
    var first: Int64
    var last: Int64

    var description: String { "\(endpoints.sorted()) \(packets)/\(octets) \(first)…\(last)" }
  }

  @Test(
    "conversations agree in every number",
    arguments: [
      "browse/ndpi-alexa-app.pcapng", "browse/ndpi-1kxun.pcap", "browse/ndpi-http-ipv6.pcap",
      "browse/tls2-pcapplusplus.pcap", "browse/ndpi-wechat.pcap", "browse/ndpi-iphone.pcap",
      "browse/zeek-http-wikipedia.pcap", "link/link-raw101-ocs.pcap", "link/link-http-qinq.pcap",
      "link/link-80211-http.pcap", "link/link-chdlc-http.pcap",
    ],
    ["tcp", "udp"])
  func conversations(file: String, proto: String) throws {
    let theirs = try FlowDifferentialTests.tshark(SharedCaptures.path(file), proto)
    let run = try CaptureRun.of(path: SharedCaptures.path(file))
    let ours = run.events(.flow).filter { $0.proto == (proto == "tcp" ? .tcp : .udp) }.map {
      Conversation(
        endpoints: [
          "\($0.inside) \($0.insidePort)", "\($0.destination) \($0.destinationPort)",
        ], packets: $0.packets, octets: $0.bytes, first: $0.start.nanoseconds,
        last: $0.time.nanoseconds)
    }
    #expect(ours.count == theirs.count)
    #expect(Set(ours).subtracting(theirs) == [])
    #expect(Set(theirs).subtracting(ours) == [])
  }

  @Test("six packets longer than the PPPoE frame around them are malformed; tshark counts them")
  func contradiction() throws {
    let path = SharedCaptures.path("link/link-pppoe-over-qinq.pcap")
    let run = try CaptureRun.of(path: path)
    #expect(run.report.rejects.counts == [.malformedPacket: 6])
    let theirs = try FlowDifferentialTests.tshark(path, "tcp")
    #expect(theirs.map(\.packets) == [86])
    #expect(run.events(.flow).map(\.packets) == [80])
    // Each of the six says 46 octets where the frame has room for 40.
    #expect(run.events(.flow).map(\.bytes) == theirs.map { $0.octets - 6 * 46 })
  }

  /// What tshark counts in each stream of a protocol.
  static func tshark(_ path: String, _ proto: String) throws -> [Conversation] {
    let text = try Tshark.fields(
      path, filter: "\(proto) and not icmp and not icmpv6",
      [
        "\(proto).stream", "frame.time_epoch", "ip.len", "ipv6.plen", "ip.src", "ipv6.src",
        "ip.dst", "ipv6.dst", "\(proto).srcport", "\(proto).dstport",
      ])
    var streams: [String: Conversation] = [:]
    for line in text.split(separator: "\n") {
      let field = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard field.count == 10 else { continue }
      let parts = field[1].split(separator: ".")
      let time = (Int64(parts[0]) ?? 0) * 1_000_000_000 + (Int64(parts[1]) ?? 0)
      let octets = UInt64(field[2]) ?? (UInt64(field[3]) ?? 0) + 40
      func address(_ four: String, _ six: String) -> String {
        "\(IPAddress(four.isEmpty ? six : four) ?? .unspecified)"
      }
      let endpoints: Set = [
        "\(address(field[4], field[5])) \(field[8])", "\(address(field[6], field[7])) \(field[9])",
      ]
      var stream =
        streams[field[0]]
        ?? Conversation(endpoints: endpoints, packets: 0, octets: 0, first: time, last: time)
      stream.packets += 1
      stream.octets += octets
      stream.first = min(stream.first, time)
      stream.last = max(stream.last, time)
      streams[field[0]] = stream
    }
    return Array(streams.values)
  }
}

/// The network analyser that our figures are held against.
enum Tshark {
  static let path = ["/usr/bin/tshark", "/usr/local/bin/tshark", "/opt/homebrew/bin/tshark"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }
  static var isPresent: Bool { path != nil }

  /// Fields of the packets that pass a filter, one line each, tabs between; the first occurrence
  /// of each field.
  static func fields(_ file: String, filter: String, _ names: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: path ?? "/usr/bin/tshark")
    process.arguments =
      ["-n", "-r", file, "-Y", filter, "-T", "fields", "-E", "occurrence=f"]
      + names.flatMap { ["-e", $0] }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
