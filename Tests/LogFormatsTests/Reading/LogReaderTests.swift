import LogFormats
import NATModel
import Testing

@Suite struct LogReaderTests {
  /// An ASA log with rejects, skips and several devices.
  private func log(lines: Int, ending: String = "\n") -> [UInt8] {
    var random = SeededGenerator(seed: 11)
    var text = ""
    for line in 0..<lines {
      let minute = line / 60 % 60
      let stamp = "Nov 23 2026 10:\(minute < 10 ? "0" : "")\(minute):00 fw\(line / 97) : %ASA-6-"
      switch Int.random(in: 0..<10, using: &random) {
      case 0: text += "a line of another program \(line)"
      case 1: text += stamp + "302013: Built outbound TCP connection 1 for a:name/1"
      case 2:
        text += stamp + "305009: Built static translation from a:10.0.0.1(u\(line)) to b:1.1.1.1"
      default:
        text +=
          stamp + "302015: Built outbound UDP connection \(line) for a:9.9.9.9/53 (9.9.9.9/53)"
        text += " to b:10.0.0.\(line % 250)/\(line) (203.0.113.1/\(line))"
      }
      text += ending
    }
    return Array(text.utf8)
  }

  @Test func resultDoesNotDependOnThreadsOrBlocks() throws {
    let file = try ScratchFile(log(lines: 3000))
    let expected = try read(file.path)
    #expect(expected.report.records == 3000 && expected.report.skipped > 0)
    #expect(expected.report.rejects.total > 0 && expected.report.format == "cisco-asa")
    #expect(
      UInt64(expected.events.count) + expected.report.skipped
        + UInt64(expected.report.rejects.total) == 3000)
    for threads in [1, 2, 5] {
      for blockSize in [16, 1000, 4096, 1 << 18] {
        let got = try read(
          file.path, dialect: CiscoASA(), threads: threads, blockSize: blockSize)
        #expect(got.events == expected.events, "\(threads) threads, blocks of \(blockSize)")
        #expect(got.report.rejects == expected.report.rejects)
        #expect(got.report.records == 3000 && got.report.skipped == expected.report.skipped)
        #expect(got.report.summary == expected.report.summary)
        #expect(got.report.bytes == expected.report.bytes && !got.report.partial)
        #expect(got.texts.count == expected.texts.count)
        for id in 0..<UInt32(got.texts.count) {
          #expect(
            got.texts.bytes(of: TextID(rawValue: id))
              == expected.texts.bytes(of: TextID(rawValue: id)))
        }
      }
    }
  }

  @Test func carriageReturnsMarksAndNULs() throws {
    let plain = try read(log(lines: 200))
    let dos = try read(log(lines: 200, ending: "\r\n"))
    #expect(dos.events == plain.events)
    let marked = try ScratchFile([0xef, 0xbb, 0xbf] + log(lines: 200))
    #expect(try read(marked.path).events == plain.events)
    let odd = try ScratchFile([0, 10, 0xff, 0xfe, 10] + log(lines: 200))
    let got = try read(odd.path)
    #expect(got.events.count == plain.events.count && got.report.records == 202)
  }

  @Test func lastLineWithoutBreak() throws {
    let good = "%ASA-6-305009: Built static translation from a:10.0.0.1 to b:192.0.2.1"
    #expect(try read(Array(good.utf8)).events.count == 1)
    let cut = try read(Array((good + "\n" + good.dropLast(12)).utf8))
    #expect(cut.events.count == 1 && cut.report.rejects.counts == [.truncatedRecord: 1])
    #expect(cut.report.rejects.examples.first?.location.record == 2)
  }

  @Test func overlongLinesAreCountedAndPassedOver() throws {
    let good = Array(
      "%ASA-6-305009: Built static translation from a:10.0.0.1 to b:192.0.2.1\n".utf8)
    let long = [UInt8](repeating: 0x41, count: 5000) + [10]
    let file = try ScratchFile(good + long + good + long + long + good + long.dropLast())
    for threads in [1, 3] {
      for blockSize in [16, 100, 999, 1 << 18] {
        let got = try read(
          file.path, dialect: CiscoASA(), threads: threads, blockSize: blockSize, lineLimit: 1000)
        #expect(got.events.map(\.location.record) == [1, 3, 6])
        #expect(got.report.rejects.counts == [.lineTooLong: 4] && got.report.records == 7)
        #expect(got.report.rejects.examples.map(\.location.record) == [2, 4, 5])
        #expect(got.report.rejects.examples.map(\.offset) == [71, 5143, 10144])
      }
    }
  }

  @Test func cutGzipGivesWhatCameBefore() throws {
    guard hasCommand("gzip") else { return }
    let whole = try compressed(log(lines: 20_000), with: "gzip")
    let file = try ScratchFile(Array(whole[..<(whole.count / 2)]))
    for threads in [1, 4] {
      let got = try read(file.path, threads: threads, blockSize: 1 << 14)
      #expect(got.events.count > 1000 && got.report.partial)
      #expect(got.report.rejects.counts[.damagedFile] == 1)
      #expect(got.report.compression == "gzip")
    }
  }

  private struct Stopper: EventSink {
    var left: Int
    var batches = 0
    mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
      batches += 1
      left -= batch.events.count
      return left > 0
    }
  }

  @Test(arguments: [1, 4])
  func readingStopsWhenTheSinkSaysSo(threads: Int) throws {
    let file = try ScratchFile(log(lines: 5000))
    var sink = Stopper(left: 100)
    var texts = TextTable()
    var blocks = 0
    let options = ReadingOptions(threads: threads, now: reference, blockSize: 2048)
    let report = try LogReader(options: options).read(
      try InputSource.open(file.path), file: 0, into: &sink, texts: &texts,
      progress: { progress in
        blocks += 1
        #expect(progress.bytes > 0 && progress.rawBytes > 0)
      })
    #expect(report.partial && report.records < 1000 && sink.left <= 0)
    #expect(blocks == sink.batches)
  }

  @Test func textsAreSharedByInputs() throws {
    let line = "Nov 23 2026 10:00:00 fw : %ASA-6-305009: Built static translation from a:10.0.0.1"
    let file = try ScratchFile(Array("\(line) to b:192.0.2.1\n".utf8))
    var collector = EventCollector()
    var texts = TextTable()
    for index in 0..<3 as Range<UInt32> {
      _ = try LogReader(options: ReadingOptions(now: reference)).read(
        try InputSource.open(file.path), file: index, into: &collector, texts: &texts)
    }
    #expect(texts.count == 2 && Set(collector.events.map(\.exporter)).count == 1)
    #expect(collector.events.map(\.location.file) == [0, 1, 2])
  }

  @Test func emptyInputIsNoError() throws {
    let got = try read([])
    #expect(got.report.records == 0 && got.report.format == nil && !got.report.partial)
  }
}
