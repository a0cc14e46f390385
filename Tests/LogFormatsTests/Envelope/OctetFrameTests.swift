import LogFormats
import NATModel
import Testing

@Suite struct OctetFrameTests {
  private func frame(_ id: Int) -> String {
    let text =
      "<166>Nov 23 2026 10:00:00 fw : %ASA-6-302015: Built outbound UDP connection \(id) for "
      + "a:9.9.9.9/53 (9.9.9.9/53) to b:10.0.0.1/\(1000 + id % 60000) (203.0.113.1/\(id % 60000))"
    return "\(text.utf8.count) \(text)"
  }

  @Test func severalFramesInOneLine() throws {
    let text = frame(1) + frame(2) + "\n" + frame(3) + "\n" + frame(4) + frame(5) + frame(6)
    let got = try read(Array(text.utf8))
    #expect(got.events.map(\.session) == [1, 2, 3, 4, 5, 6])
    #expect(got.events.map(\.location.record) == [1, 2, 3, 4, 5, 6])
    #expect(got.report.rejects.total == 0 && got.report.records == 6)
    #expect(got.events.allSatisfy { $0.time == at("2026-11-23T10:00:00Z") })
  }

  @Test func aWholeStreamWithoutLineBreaks() throws {
    let file = try ScratchFile(Array((1...3000).map(frame).joined().utf8))
    for threads in [1, 3] {
      for blockSize in [300, 5000, 1 << 18] {
        let got = try read(
          file.path, dialect: CiscoASA(), threads: threads, blockSize: blockSize, lineLimit: 4000)
        #expect(got.events.map(\.session) == (1...3000).map { UInt64($0) })
        #expect(got.report.records == 3000 && got.report.rejects.total == 0)
      }
    }
  }

  @Test func countsThatLeadNowhereAreNotBelieved() throws {
    let good = frame(7)
    for text in ["99999" + good, "1 " + good, "0 <1>" + good, "12345678 " + good, good + "12 <"] {
      let got = try read(Array((text + "\n").utf8))
      #expect(got.events.map(\.session) == [7], "\(text)")
    }
  }
}
