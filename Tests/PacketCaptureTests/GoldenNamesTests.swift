import Foundation
import NATModel
import Testing

@testable import PacketCapture

/// Our names against those in the golden files of nDPI, Zeek and Arkime, which decode independently of
/// each other and of tshark.
@Suite(.enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"))
struct GoldenNamesTests {
  /// Names of theirs that we do not have, and why.
  static let missing: [String: (names: Set<String>, reason: String)] = [:]

  /// Our names in one capture: server names and hosts.
  static func ours(_ file: String) throws -> Set<String> {
    let run = try CaptureRun.of(path: SharedCaptures.path(file))
    return run.names(.tls).union(run.names(.quic)).union(run.names(.http))
  }

  static func golden(_ file: String) throws -> String {
    String(decoding: try SharedCaptures.bytes(SharedCaptures.path("golden/" + file)), as: UTF8.self)
  }

  static func check(_ file: String, _ theirs: Set<String>) throws {
    let found = try ours(file)
    // A host has its port with some tools; a server name may have one and mean it.
    let lacking = theirs.filter {
      !found.contains($0.lowercased()) && !found.contains(ConformanceTests.withoutPort($0))
    }
    #expect(lacking == missing[file]?.names ?? [])
  }

  @Test(
    "every host name of a TLS, QUIC or HTTP flow that nDPI saw",
    arguments: SharedCaptures.files(in: ["browse", "tls", "quic", "link", "ip"]).filter {
      SharedCaptures.figures[$0]?.golden?.hasPrefix("golden/ndpi/") == true
    })
  func ndpi(file: String) throws {
    let path = try #require(SharedCaptures.figures[file]?.golden)
    var names: Set<String> = []
    for line in try GoldenNamesTests.golden(String(path.dropFirst(7))).split(separator: "\n") {
      guard let proto = line.range(of: "[proto: "),
        let start = line.range(of: "[Hostname/SNI: ")
      else { continue }
      let kind = line[proto.upperBound...].prefix { $0 != "]" }
      guard ["/TLS", "/QUIC", "/HTTP"].contains(where: { kind.contains($0) }) else { continue }
      names.insert(String(line[start.upperBound...].prefix { $0 != "]" }))
    }
    try GoldenNamesTests.check(file, names)
  }

  @Test(
    "every server name that Zeek logged",
    arguments: [
      ("quic/zeek-quic-chromium-fragmented.pcap", "fragmented-crypto.ssl.log.cut"),
      ("quic/zeek-quic-firefox-cloudflare.pcap", "firefox.ssl.log"),
      ("quic/zeek-quic-firefox-cloudflare.pcap", "firefox.quic.log"),
      ("quic/zeek-quic-retry.pcap", "interop.quic-go_quic-go.retry.ssl.log"),
      ("quic/zeek-quic-retry.pcap", "interop.quic-go_quic-go.retry.quic.log"),
    ])
  func zeek(file: String, log: String) throws {
    var names: Set<String> = []
    var column: Int?
    for line in try GoldenNamesTests.golden("zeek/" + log).split(separator: "\n") {
      var fields = line.split(separator: "\t")
      if fields.first == "#fields" { fields.removeFirst() }
      if let found = fields.firstIndex(of: "server_name") {
        column = found
      } else if let column, !line.hasPrefix("#"), fields.count > column {
        names.insert(String(fields[column]))
      }
    }
    #expect(!names.isEmpty)
    try GoldenNamesTests.check(file, names)
  }

  @Test(
    "every host that Arkime indexed",
    arguments: [
      ("link/link-null-http2.pcap", "http2-nghttp2"), ("link/link-null-tls.pcap", "tls-alpn-h2"),
      ("tls/arkime-tls-split-client-hello.pcap", "tls-split-client-hello"),
    ])
  func arkime(file: String, log: String) throws {
    struct Sessions: Decodable {
      struct Session: Decodable { var body: Body }
      struct Body: Decodable { var http: HTTP? }
      struct HTTP: Decodable { var host: [String]? }
      var sessions3: [Session]
    }
    let text = try GoldenNamesTests.golden("arkime/\(log).test.json")
    let sessions = try JSONDecoder().decode(Sessions.self, from: Data(text.utf8))
    let names = Set(sessions.sessions3.flatMap { $0.body.http?.host ?? [] })
    #expect(!names.isEmpty)
    try GoldenNamesTests.check(file, names)
  }
}
