import Foundation
import LogFormats
import NATModel
import Testing

@Suite struct NoticeFormatTests {
  static let outside = IPAddress("203.0.113.7")
  static let server = IPAddress("198.51.100.20")
  static let time = Timestamp(rfc3339: "2026-03-14T20:07:33Z")

  /// A notice of each form; all but the table's second line ask about the same event.
  static let samples: [String: String] = [
    "acns": """
    <?xml version="1.0"?><Infringement xmlns="http://www.acns.net/ACNS">
    <Case><ID>A-17</ID></Case>
    <Source><TimeStamp>2026-03-14T20:07:33Z</TimeStamp>
    <IP_Address>203.0.113.7</IP_Address><Port>40021</Port><Type>P2P</Type></Source></Infringement>
    """,
    "x-arf": """
    X-XARF: PLAIN
    Date: Sun, 15 Mar 2026 08:00:00 +0100

    ---
    Source: 203.0.113.7
    Source-Type: ipv4
    Source-Port: 40021
    Date: Sat, 14 Mar 2026 21:07:33 +0100
    Report-Type: login-attack
    """,
    "arf": """
    Feedback-Type: abuse
    Version: 1
    Source-IP: 203.0.113.7
    Source-Port: 40021
    Arrival-Date: Sat, 14 Mar 2026 21:07:33 +0100
    """,
    "request-table": """
    time,ip,port,proto,destination
    2026-03-14T21:07:33+01:00,203.0.113.7,40021,tcp,198.51.100.20
    2026-03-14T21:07:34+01:00,203.0.113.8,,,
    """,
    "firewall": """
    2026-03-14T21:07:33+01:00 fw kernel: DROP IN=eth0 SRC=203.0.113.7 DST=198.51.100.20 PROTO=TCP \
    SPT=40021 DPT=443 SYN
    """,
    "tcpdump": """
    1773518853 IP 203.0.113.7.40021 > 198.51.100.20.443: Flags [S], seq 1, length 0
    """,
    "nfdump": """
    2026-03-14 20:07:33Z   0.100 TCP   203.0.113.7:40021 ->  198.51.100.20:443   10   840   1
    """,
    "free-text": """
    Dear colleagues, please tell us who used 203.0.113.7:40021 on 14 March 2026 at 20:07:33 UTC.
    """,
  ]

  @Test func `every form is in the list once, and has a file and a sample`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/LogFormats/Notices")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let declared = try files.filter { file in
      try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        .contains(": NoticeFormat {")
    }
    #expect(declared.count == NoticeFormats.all.count)
    #expect(Set(NoticeFormats.all.map(\.id)) == Set(Self.samples.keys))
    for format in NoticeFormats.all {
      #expect(!format.title.isEmpty && !format.documentation.isEmpty)
      #expect(NoticeFormats.format(format.id)?.id == format.id)
    }
  }

  @Test func `the same event comes out of every form`() throws {
    for (id, sample) in Self.samples {
      let text = NoticeText(Array(sample.utf8))
      let format = try #require(NoticeFormats.recognised(text), "\(id)")
      #expect(format.id == id)
      let content = format.read(text)
      #expect(content.faults.isEmpty, "\(id): \(content.faults)")
      let stated = try #require(content.requests.first, "\(id)")
      let request = try #require(stated.request(tolerance: 5), "\(id)")
      #expect(request.time == Self.time, "\(id)")
      #expect(request.resolution == 1_000_000_000, "\(id)")
      #expect(request.outside == Self.outside, "\(id)")
      #expect(request.outsidePort == 40021, "\(id)")
      #expect(request.tolerance == 5)
      if ["firewall", "tcpdump", "nfdump", "request-table"].contains(id) {
        #expect(request.destination == Self.server, "\(id)")
        #expect(request.proto == .tcp, "\(id)")
      }
    }
  }

  @Test func `a table's empty cells are not stated, and bad lines stand beside good ones`() {
    let table = """
      # from the court
      Label;Time;Source-IP;Source-Port;Tolerance
      1;2026-03-14 20:07:33.25Z;203.0.113.7;;2
      2;yesterday;203.0.113.7;1;
      3;2026-03-14 20:07:33Z;203.0.113.999;1;
      4;2026-03-14 20:07:33Z;203.0.113.7;70000;
      5;2026-03-14 20:07:33Z
      6;2026-03-14 20:07Z;"203.0.113.7";2;
      """
    let content = RequestTable().read(NoticeText(Array(table.utf8)))
    #expect(content.requests.map(\.label) == ["1", "6"])
    #expect(content.requests[0].outsidePort == nil)
    #expect(content.requests[0].tolerance == 2_000_000_000)
    #expect(content.requests[0].time.resolution == 10_000_000)
    #expect(content.requests[1].time.resolution == 60_000_000_000)
    #expect(
      content.faults.map(\.reason) == [
        .malformedTime, .malformedAddress, .malformedPort, .malformedRecord,
      ])
    #expect(content.faults.map(\.line) == [4, 5, 6, 7])
  }

  @Test func `free text: lines, paragraphs of named fields, and who is the server`() {
    let text = """
      Please identify the user of:
      IP: 203.0.113.7
      Port: 40021
      Time: 2026-03-14T20:07:33Z

      203.0.113.9 port 1551 to 198.51.100.20:443 at 14/Mar/2026:21:07:33 +0100 (TCP)
      [2001:db8::1]:443@2026-03-14T20:07:33Z
      Nothing is asked here at 2026-03-14T20:07:33Z.
      """
    let content = FreeText().read(NoticeText(Array(text.utf8)))
    #expect(content.faults.isEmpty)
    #expect(content.requests.map(\.outsidePort) == [40021, 1551, 443])
    let second = content.requests.first { $0.outsidePort == 1551 }
    #expect(second?.destination == Self.server && second?.destinationPort == 443)
    #expect(second?.proto == .tcp)
  }

  @Test func `a time without a zone is no instant until one is given`() throws {
    let line = "2026-03-14 21:07:33.5 IP 203.0.113.7.40021 > 198.51.100.20.443: UDP, length 1"
    let stated = try #require(
      TcpdumpLines().read(NoticeText(Array(line.utf8))).requests.first)
    #expect(stated.request(tolerance: 0) == nil)
    let request = stated.request(tolerance: 0) { Timestamp(rfc3339: $0 + "+01:00") }
    #expect(request?.time == Self.time?.advanced(by: 500_000_000))
    #expect(request?.resolution == 100_000_000)
    #expect(request?.proto == .udp)
  }

  @Test func `times in every form, and what is none`() throws {
    func first(_ text: String) throws -> StatedRequest? {
      FreeText().read(NoticeText(Array("203.0.113.7 \(text)".utf8))).requests.first
    }
    for text in [
      "2026-03-14T20:07:33Z", "2026-03-14 21:07:33 +0100", "2026-03-14T21:07:33+01:00",
      "14/Mar/2026:21:07:33 +0100", "Sat, 14 Mar 2026 20:07:33 GMT", "14 March 2026, 20:07:33 UTC",
      "1773518853", "2026-03-14T15:07:33-05:00",
    ] {
      let stated = try #require(try first(text), "\(text)")
      #expect(stated.request(tolerance: 0)?.time == Self.time, "\(text)")
    }
    for text in [
      "2026-03-14", "20:07:33", "2026-13-14T20:07:33Z", "2026-02-30T20:07:33Z", "17735188",
      "2026-03-14T25:07:33Z", "14 Foo 2026 20:07:33 UTC",
    ] {
      #expect(try first(text) == nil, "\(text)")
    }
    // An abbreviation that several zones share is no zone.
    #expect(try first("2026-03-14 20:07:33 IST")?.request(tolerance: 0) == nil)
  }

  @Test func `no prefix and no changed byte of a notice traps`() {
    for (id, sample) in Self.samples {
      let bytes = Array(sample.utf8)
      guard let format = NoticeFormats.format(id) else { continue }
      for length in stride(from: 0, to: bytes.count, by: 7) {
        _ = format.read(NoticeText(bytes[..<length]))
      }
      for place in stride(from: 0, to: bytes.count, by: 5) {
        var changed = bytes
        for byte in [0, 0x0a, 0x3c, 0x39, 0xff] as [UInt8] {
          changed[place] = byte
          _ = format.read(NoticeText(changed))
        }
      }
    }
  }
}
