import LogFormats
import NATModel
import Testing

/// The records that a quarantine is given.
func quarantined(_ path: String, threads: Int = 1, blockSize: Int = 1 << 18) throws
  -> [RejectedRecord]
{
  var collector = EventCollector()
  var texts = TextTable()
  var records: [RejectedRecord] = []
  _ = try LogReader(
    options: ReadingOptions(threads: threads, now: reference, blockSize: blockSize)
  ).read(
    try InputSource.open(path), file: 0, into: &collector, texts: &texts,
    quarantine: { records += $0 })
  return records
}

@Suite struct RejectedRecordTests {
  @Test func recordsStandAsTheyWere() throws {
    let good = "%ASA-6-305009: Built static translation from a:10.0.0.1 to b:192.0.2.1"
    let bad = "%ASA-6-305009: Built static translation from a:nobody to b:192.0.2.1\u{e9}\r"
    let text = (0..<500).map { $0 % 7 == 3 ? bad : good }.joined(separator: "\n") + "\n"
    let file = try ScratchFile(Array(text.utf8))
    let first = try quarantined(file.path)
    #expect(first.count == 71 && first.allSatisfy { $0.bytes == Array(bad.utf8) })
    #expect(first.allSatisfy { $0.reason == .malformedAddress })
    let places: [UInt64] = (0..<500).filter { $0 % 7 == 3 }.map { UInt64($0 + 1) }
    #expect(first.map(\.location.record) == places)
    let bytes = Array(text.utf8)
    for record in first {
      #expect(bytes[Int(record.offset)...].starts(with: record.bytes))
    }
    for threads in [1, 3] {
      #expect(try quarantined(file.path, threads: threads, blockSize: 999) == first)
    }
  }

  @Test func nobodyWantsEventsAndAllAreCounted() throws {
    struct Counting: EventSink {
      var wantsEvents: Bool { false }
      var got = 0
      mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
        got += batch.events.count
        return true
      }
    }
    let line = "%ASA-6-305009: Built static translation from a:10.0.0.1 to b:192.0.2.1\n"
    let file = try ScratchFile(Array(String(repeating: line, count: 1000).utf8))
    let kept = try read(file.path)
    for threads in [1, 3] {
      var sink = Counting()
      var texts = TextTable()
      let report = try LogReader(
        options: ReadingOptions(threads: threads, now: reference, blockSize: 5000)
      ).read(try InputSource.open(file.path), file: 0, into: &sink, texts: &texts)
      #expect(sink.got == 0 && report.summary == kept.report.summary && report.records == 1000)
    }
  }
}
