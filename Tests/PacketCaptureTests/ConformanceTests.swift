import NATModel
import Testing

@testable import PacketCapture

/// Names and DNS figures against those of tshark 4.0.17, file by file, over real captures.
///
/// Every difference is listed with its reason; a difference that is not listed fails, and so does a
/// listed one that has gone away.
@Suite(.enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"))
struct ConformanceTests {
  /// What we count in one file, as far as it differs from tshark.
  struct Difference {
    var hellos: Int?
    var initials: Int?
    var dns: Int?
    var responses: Int?
    var answers: Int?
    var a: Int?
    var aaaa: Int?
    /// Server names that tshark lacks and we find, or the other way round.
    var addedNames: Set<String> = []
    var missingNames: Set<String> = []
    /// HTTP hosts that tshark lacks and we find.
    var addedHosts: Set<String> = []
    /// HTTP hosts that we do not report.
    var missingHosts: Set<String> = []
    /// Files that cannot be read at all.
    var isUnreadable = false
    /// Why, and who is right.
    var reason: String
  }

  @Test(
    "figures equal tshark's or differ for a listed reason",
    arguments: SharedCaptures.files(in: ["browse", "dns", "tls", "quic", "file", "link", "ip"]))
  func figures(file: String) throws {
    let theirs = try #require(SharedCaptures.figures[file])
    let listed = ConformanceTests.differences[file]
    if listed?.isUnreadable == true {
      #expect(throws: CaptureError.self) { try CaptureRun.of(path: SharedCaptures.path(file)) }
      return
    }
    let path = SharedCaptures.path(file)
    let ours = try CaptureRun.of(path: path)
    let counts = ours.statistics
    let hellos = counts.clientHellos + counts.repeatedHellos
    #expect(Int(hellos) == listed?.hellos ?? theirs.client_hello)
    #expect(Int(counts.quicInitials) == listed?.initials ?? theirs.quic_initial)
    #expect(Int(counts.dnsMessages) == listed?.dns ?? theirs.dns_pkts)
    #expect(Int(counts.dnsResponses) == listed?.responses ?? theirs.dns_resp)
    #expect(Int(counts.dnsAnswers) == listed?.answers ?? theirs.dns_ancount)
    #expect(Int(counts.dnsA) == listed?.a ?? theirs.dns_a)
    #expect(Int(counts.dnsAAAA) == listed?.aaaa ?? theirs.dns_aaaa)
    #expect(Int(counts.dnsCNAME) == theirs.dns_cname)
    let names = Set(theirs.sni.map { $0.lowercased() })
    let found = ours.names(.tls).union(ours.names(.quic))
    #expect(found.subtracting(names) == listed?.addedNames ?? [])
    #expect(names.subtracting(found) == listed?.missingNames ?? [])
    let hosts = Set(theirs.hosts.map(ConformanceTests.withoutPort))
    let seen = ours.names(.http)
    #expect(seen.subtracting(hosts) == listed?.addedHosts ?? [])
    #expect(hosts.subtracting(seen) == listed?.missingHosts ?? [])
    #expect(ours.damage == nil)
  }

  @Test("the same capture gives the same events, from a file or a pipe that gives a few bytes")
  func deterministic() throws {
    for file in ["browse/ndpi-wechat.pcap", "file/file-pcapng-multi-interface.pcapng"] {
      let path = SharedCaptures.path(file)
      var options = CaptureOptions()
      options.maximumFlows = 20
      let first = try CaptureRun.of(path: path, options: options)
      let bytes = try SharedCaptures.bytes(path)
      for piece in [13, 4096, 1 << 20] {
        let again = try CaptureRun.of(bytes: bytes, options: options, piece: piece)
        #expect(again.events == first.events)
        #expect(again.statistics == first.statistics)
        #expect(again.report.rejects == first.report.rejects)
        #expect(again.report.bytes == first.report.bytes)
      }
    }
  }

  @Test("encrypted ClientHellos are noticed beside their outer names")
  func encrypted() throws {
    let run = try CaptureRun.of(path: SharedCaptures.path("tls/zeek-tls13-ech.pcap"))
    #expect(run.statistics.encryptedClientHellos == 2)
    #expect(run.names(.tls) == Set(SharedCaptures.figures["tls/zeek-tls13-ech.pcap"]?.sni ?? []))
  }

  /// A host as we report it: lower case, no port, no brackets.
  static func withoutPort(_ host: String) -> String {
    let host = host.lowercased()
    if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
    guard let colon = host.lastIndex(of: ":"), host[colon...].dropFirst().allSatisfy(\.isNumber)
    else { return host }
    return String(host[..<colon])
  }

  /// What holds of every capture: each packet is in one flow, skipped or rejected, and flows at the
  /// end of a file without timeouts are in order.
  static func checkFlows(_ run: CaptureRun) {
    // Flows that an exporter reported inside the packets are not flows of these packets.
    let flows = run.events(.flow).filter { $0.exporter == .none }
    let inFlows = flows.reduce(0) { $0 + $1.packets }
    let lost = UInt64(run.report.rejects.total) + run.report.skipped
    #expect(inFlows <= run.report.records)
    #expect(inFlows + lost >= run.report.records)
    for event in flows {
      #expect(event.start <= event.time)
      #expect(event.location.record >= 1 && event.location.record <= run.report.records)
    }
  }
}
