import Exposure
import Foundation
import NATModel
@testable import Retention
import Testing

@testable import Evidence

/// Findings with chosen sizes: 100 subscribers for half a day.
enum SampleVolume {
  static let span = TimeSpan(
    start: Timestamp(nanoseconds: 0), end: Timestamp(nanoseconds: 43_200_000_000_000))

  static func weighed(
    _ encoding: String, _ family: EncodingFamily, _ form: RecordForm, bytes: Int,
    unexpressed: Int = 0
  ) -> EncodedVolume {
    let records = 1000 - unexpressed
    return EncodedVolume(
      encoding: encoding, title: encoding, family: family, form: form,
      outcome: .weighed(
        EncodedVolume.Weight(
          records: records, unexpressed: unexpressed,
          entries: form == .pair ? 2 * records : records, bytes: bytes * records,
          compressed: [bytes * records / 10, nil])))
  }

  static func log(
    _ id: String, _ kind: RecordKind, timed: Int, _ encodings: [EncodedVolume],
    provenance: RetainedLog.Provenance = .logged
  ) -> VolumeFindings.Log {
    let regime = Regime.named(id) ?? .binding
    return VolumeFindings.Log(
      regime: regime,
      volume: RegimeVolume(
        regime: id, availability: .kept, provenance: provenance, kind: kind, note: "",
        timed: timed, standing: 0, standingBytes: 0, subscribers: 100, coverage: span,
        sampled: 1000,
        peaks: [
          RegimeVolume.Peak(form: .pair, entries: 600, minute: Timestamp(nanoseconds: 0))
        ],
        encodings: encodings), human: nil)
  }

  static func findings(
    _ scale: VolumeFindings.Scale = VolumeFindings.Scale(),
    provenance: RetainedLog.Provenance = .logged
  ) -> VolumeFindings {
    VolumeFindings(
      name: "sample", behavior: .dynamic, sessions: 5000,
      logs: [
        log("port-block", .block, timed: 50, [weighed("ipfix", .export, .pair, bytes: 46)]),
        log(
          "binding", .session, timed: 4000,
          [
            weighed("cisco-asa", .text, .pair, bytes: 240, unexpressed: 100),
            weighed("ipfix", .export, .pair, bytes: 45),
          ], provenance: provenance),
        log(
          "connection", .session, timed: 5000,
          [
            weighed("conntrack", .text, .pair, bytes: 400),
            weighed("juniper-srx", .text, .pair, bytes: 900),
            weighed("ipfix", .export, .pair, bytes: 57),
            EncodedVolume(
              encoding: "dnsmasq", title: "dnsmasq", family: .text, form: nil,
              outcome: .cannotExpress("has no record for sessions")),
          ]),
      ],
      compressors: ["gzip -6", "zstd -3"], scale: scale, provenance: SampleContent.provenance)
  }
}

@Suite struct VolumeFindingsTests {
  @Test func `figures per day follow from counts, and totals from them`() throws {
    let findings = SampleVolume.findings(VolumeFindings.Scale(days: 10))
    let log = findings.logs[2]
    // 5000 records of 100 subscribers in half a day.
    #expect(findings.measuredRate(log) == 100)
    let totals = try #require(findings.totals(log, log.volume.encodings[0]))
    #expect(totals.bytesPerDay == 40_000 && totals.compressed == [4000, nil])
    #expect(totals.entriesPerDay == 200 && totals.stock == 40_000 * 100 * 10)
    #expect(totals.entriesPerSecond == 10 && totals.bytesPerSecond == 10 * 200)
    #expect(!findings.isScaled)
  }

  @Test func `what cannot be expressed is not weighed`() throws {
    let findings = SampleVolume.findings()
    let log = findings.logs[1]
    let totals = try #require(findings.totals(log, log.volume.encodings[0]))
    #expect(abs(totals.bytesPerDay - 240 * 80 * 0.9) < 1e-6)
  }

  @Test func `a stated rate scales sessions in proportion and nothing else`() throws {
    let findings = SampleVolume.findings(
      VolumeFindings.Scale(subscribers: 1000, days: 1, rate: 200))
    #expect(findings.isScaled)
    #expect(findings.logs.map(findings.rate) == [1, 160, 200])
    let log = findings.logs[2]
    let totals = try #require(findings.totals(log, log.volume.encodings[0]))
    #expect(totals.stock == 80_000 * 1000 && totals.entriesPerSecond == 10 * 10 * 2)
  }

  @Test func `the literature's table is its sizes times its rates`() {
    // Evidence catalogue, table B.4: MB a day at 33,000 records, TB a month for a million.
    let rate = Double(LiteratureVolume.rates[3])
    #expect(rate * LiteratureVolume.message / 1e6 == 4.95)
    #expect(rate * LiteratureVolume.message * 30e6 / 1e12 == 148.5)
    #expect((rate * LiteratureVolume.export / 1e4).rounded() == 172)
    #expect((rate * LiteratureVolume.exportWithDestination / 1e4).rounded() == 211)
    let table = LiteratureVolume(SampleVolume.findings())
    #expect(table.messages?.least == 200 && table.messages?.most == 450)
    #expect(table.messages?.median == 325 && table.dialects == 2)
    #expect(table.exports.map(\.here) == [45, 57])
    #expect(abs((table.growth?.here ?? 0) - 12.0 / 45) < 1e-12)
    #expect(table.differences.count == 4)
    #expect(table.differences[1].contains("1.00 octets are headers"))
  }

  @Test func `text, JSON and CSV mark what is scaled, modelled and not expressible`() throws {
    let findings = SampleVolume.findings(
      VolumeFindings.Scale(subscribers: 1000), provenance: .modelled)
    let text = VolumeText(findings).text
    #expect(text.contains("totals are for 1,000 subscribers and 365 days [scaled]\n"))
    #expect(text.contains("BINDING [modelled] [scaled]: 1,000 of 4,000 records were written"))
    #expect(text.contains("* no form for 100 of 1,000 records: cisco-asa\n"))
    #expect(text.contains("cannot express it:\n  has no record for sessions: dnsmasq\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(VolumeDocument(findings).text.utf8))
        as? [String: Any])
    #expect(json["schema"] as? String == "natlens.volume/1")
    let regimes = try #require(json["regimes"] as? [[String: Any]])
    #expect(regimes.map { $0["provenance"] as? String } == ["logged", "modelled", "logged"])
    let rows = VolumeTable(findings).text.split(separator: "\r\n").map(String.init)
    #expect(rows.count == 1 + 1 + 2 + 4)
    #expect(rows[0].hasPrefix("regime,provenance,scaled,encoding,"))
    #expect(rows.allSatisfy { $0.filter { $0 == "," }.count == rows[0].filter { $0 == "," }.count })
    #expect(rows[7].contains("dnsmasq,text,,cannot-express,has no record for sessions"))
  }
}
