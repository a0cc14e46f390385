import LogFormats
import NATModel
import Testing

/// One collector's file with the lines of several exporters.
@Suite struct HostRoutesTests {
  private func asa(_ id: Int) -> String {
    "Nov 23 2026 10:00:00 fw1 : %ASA-6-302015: Built outbound UDP connection \(id) for "
      + "a:9.9.9.9/53 (9.9.9.9/53) to b:10.0.0.1/1000 (203.0.113.1/2000)\n"
  }

  private func srx(_ id: Int, host: String = "srx9") -> String {
    "<14>1 2026-11-23T10:00:00Z \(host) RT_FLOW - RT_FLOW_SESSION_CREATE [junos@2636.1.1.1.2.40 "
      + "source-address=\"10.1.1.1\" source-port=\"1\" destination-address=\"192.0.2.1\" "
      + "destination-port=\"2\" nat-source-address=\"203.0.113.1\" nat-source-port=\"3\" "
      + "nat-destination-address=\"192.0.2.1\" nat-destination-port=\"2\" protocol-id=\"6\" "
      + "session-id-32=\"\(id)\"]\n"
  }

  @Test func everyHostInItsOwnDialect() throws {
    var random = SeededGenerator(seed: 21)
    var text = asa(0) + asa(1)
    var expected: [UInt64] = [0, 1]
    for id in 2..<2500 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1, 2: text += asa(id)
      case 3: text += srx(id)
      case 4: text += srx(id, host: "srx\(id % 40)")
      default:
        text += "Nov 23 10:00:00 host\(id % 9) cron[\(id)]: nothing of interest\n"
        continue
      }
      expected.append(UInt64(id))
    }
    let file = try ScratchFile(Array(text.utf8))
    let first = try read(file.path)
    #expect(first.report.format == "cisco-asa" && first.report.rejects.total == 0)
    #expect(first.events.map(\.session) == expected)
    #expect(first.report.recognition.contains("srx9 in Juniper"))
    #expect(first.report.skipped == UInt64(2500 - expected.count))
    for threads in [1, 4] {
      for blockSize in [700, 20_000] {
        let got = try read(file.path, threads: threads, blockSize: blockSize)
        #expect(got.events == first.events && got.report.skipped == first.report.skipped)
        #expect(got.report.recognition.contains("srx9 in Juniper"))
        #expect(got.report.summary == first.report.summary)
      }
    }
  }

  @Test func loginsOnTheNATAreNobodysRequests() throws {
    let login = "Nov 23 10:00:00 fw1 sshd[7]: Failed password for root from 192.0.2.7 port 9 ssh2\n"
    let got = try read(Array((asa(1) + asa(2) + login + login).utf8))
    #expect(got.events.count == 2 && got.report.skipped == 2)
  }

  @Test func equalClaimsOnTheSameLinesAreRefused() {
    #expect(throws: RecognitionError.self) {
      // What dnsmasq and dhcpd would both claim.
      var sniffer = DialectSniffer(dialects: [CiscoASA(), CiscoASA()])
      let line = Array(asa(1).utf8)
      sniffer.look(at: LineCursor(line.span))
      _ = try sniffer.decide(name: "x")
    }
  }

  @Test func aDialectNamedByTheUserIsTheOnlyOne() throws {
    let file = try ScratchFile(Array((asa(1) + srx(2)).utf8))
    let got = try read(file.path, dialect: CiscoASA())
    #expect(got.events.map(\.session) == [1] && got.report.skipped == 1)
  }
}
