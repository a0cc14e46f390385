import NATModel
import Testing

@testable import LogFormats

@Suite struct LogSearchTests {
  /// A conntrack log of several blocks in which every 997th line is about one address.
  private func log(lines: Int) -> [UInt8] {
    var text = ""
    for line in 0..<lines {
      let port = 1024 + line % 60_000
      let last = line % 997 == 0 ? 7 : 70 + line % 9
      text += "[1700000000.\(100_000 + line % 900_000)]\t    [NEW] tcp      6 120 SYN_SENT "
      text += "src=100.64.0.\(line % 250 + 1) dst=198.51.100.20 sport=\(port) dport=443 "
      text += "[UNREPLIED] src=198.51.100.20 dst=203.0.113.\(last) sport=443 dport=\(port)"
      text += " id=\(line)\n"
    }
    return Array(text.utf8)
  }

  private func search(_ path: String, _ needle: String) throws -> (
    events: [Event], report: InputReport
  ) {
    var sink = EventCollector()
    var texts = TextTable()
    let needles = [try #require(ByteNeedle(needle))]
    let report = try LogSearch(options: ReadingOptions(now: reference), needles: needles)
      .read(InputSource.open(path), file: 0, into: &sink, texts: &texts)
    return (sink.events, try #require(report))
  }

  @Test func `the lines found are those of the whole log, at their places`() throws {
    let file = try ScratchFile(log(lines: 20_000))
    let whole = try read(file.path)
    #expect(whole.report.rejects.total == 0 && whole.events.count == 20_000)
    let address = ip("203.0.113.7")
    let (events, report) = try search(file.path, "203.0.113.7")
    #expect(
      events.filter { $0.outside == address } == whole.events.filter { $0.outside == address })
    #expect(events.count { $0.outside == address } == 21)
    // Besides them only a few lines at the ends of blocks, and all in order.
    #expect(events.count < 21 + 16 * 8)
    #expect(Set(whole.events).isSuperset(of: events))
    #expect(events.map(\.location.record) == events.map(\.location.record).sorted())
    #expect(events.first == whole.events.first && events.last == whole.events.last)
    #expect(report.records == 20_000 && report.bytes == whole.report.bytes)
    #expect(report.skipped + UInt64(events.count) == 20_000)
  }

  @Test func `what a line found names is looked for from its block on`() throws {
    // The end of a connection names only its number, here up to several blocks later.
    var text = ""
    for line in 0..<60_000 {
      let stamp = "<166>2026-01-01T00:\(10 + line / 1200):\(10 + line / 30 % 40)Z : %ASA-6-"
      let number = line % 2 == 0 ? line : line - 1 - 2 * (line % 20_000 / 2)
      let inside = "inside:100.64.0.\(number % 250 + 1)/\(1024 + number)"
      text +=
        line % 2 == 0
        ? "\(stamp)302013: Built outbound TCP connection \(number) for outside:198.51.100.20/443 "
          + "(198.51.100.20/443) to \(inside) (203.0.113.\(line % 9994 == 0 ? 7 : 8)/\(1024 + number))\n"
        : "\(stamp)302014: Teardown TCP connection \(max(0, number)) for "
          + "outside:198.51.100.20/443 to \(inside) duration 0:00:10 bytes 100\n"
    }
    let file = try ScratchFile(Array(text.utf8))
    let whole = try read(file.path)
    let numbers = Set(
      whole.events.filter { $0.outside == ip("203.0.113.7") }.map(\.session))
    #expect(numbers.count > 3)
    var sink = NumberCollector(address: ip("203.0.113.7"))
    var texts = TextTable()
    let needle = try #require(ByteNeedle("203.0.113.7"))
    _ = try LogSearch(options: ReadingOptions(now: reference), needles: [needle]).read(
      InputSource.open(file.path), file: 0, into: &sink, texts: &texts,
      following: { $0.numbers.sorted().compactMap { ByteNeedle("\($0)") } })
    #expect(sink.numbers == numbers)
    #expect(Set(sink.events.map(\.location.record)).count == sink.events.count)
    let opened = whole.events.filter { numbers.contains($0.session) && $0.kind == .sessionOpen }
    for event in whole.events where event.kind == .sessionClose && numbers.contains(event.session) {
      let opening = try #require(opened.first { $0.session == event.session })
      guard opening.location.record < event.location.record else { continue }
      #expect(sink.events.contains(event))
    }
  }

  @Test func `a needle is found wherever it stands, and only by itself`() throws {
    for length in [1, 2, 3, 4, 7, 15, 40] {
      let text = (0..<length).map { UInt8(ascii: "a") + UInt8($0 % 26) }
      let needle = try #require(ByteNeedle(String(decoding: text, as: UTF8.self)))
      for place in 0..<220 {
        var bytes = [UInt8](repeating: UInt8(ascii: "."), count: 260)
        bytes.replaceSubrange(place..<place + length, with: text)
        #expect(needle.first(in: bytes.span, from: 0, to: 260) == place)
        #expect(needle.first(in: bytes.span, from: place + 1, to: 260) == nil)
        #expect(needle.first(in: bytes.span, from: 0, to: place + length) == place)
        #expect(needle.first(in: bytes.span, from: 0, to: place + length - 1) == nil)
      }
    }
    #expect(ByteNeedle("") == nil)
    #expect(ByteNeedle(String(repeating: "1", count: 65)) == nil)
  }

  @Test func `among digits and dots the first place is that of a plain search`() throws {
    var random = SeededGenerator(seed: 21)
    let alphabet = Array("0123.\n".utf8)
    for _ in 0..<300 {
      let bytes = (0..<400).map { _ in alphabet[Int(random.next() % 6)] }
      let text = (0..<3).map { _ in alphabet[Int(random.next() % 5)] }
      let needle = try #require(ByteNeedle(String(decoding: text, as: UTF8.self)))
      func isDigit(_ index: Int) -> Bool {
        index >= 0 && index < bytes.count && (48...57).contains(bytes[index])
      }
      let expected = (0...bytes.count - 3).first { place in
        Array(bytes[place..<place + 3]) == text && !isDigit(place - 1) && !isDigit(place + 3)
      }
      #expect(needle.first(in: bytes.span, from: 0, to: bytes.count) == expected)
      let start = Int(random.next() % 50)
      #expect(
        LineBreaks.count(in: bytes.span, from: start, to: 390)
          == UInt64(bytes[start..<390].count { $0 == 0x0a }))
    }
    let many = [UInt8](repeating: 0x0a, count: 5000)
    #expect(LineBreaks.count(in: many.span, from: 1, to: 5000) == 4999)
  }

  @Test func `rejected lines keep their place`() throws {
    var bytes = log(lines: 12_000)
    bytes += Array("[17000x] [NEW] tcp 6 src=1.2.3.4 dst=203.0.113.7\n".utf8)
    bytes += log(lines: 6000)
    let file = try ScratchFile(bytes)
    let whole = try read(file.path)
    let found = try search(file.path, "203.0.113.7").report
    #expect(found.rejects.counts == whole.report.rejects.counts)
    #expect(found.rejects.examples.map(\.location) == whole.report.rejects.examples.map(\.location))
    #expect(found.rejects.examples.map(\.offset) == whole.report.rejects.examples.map(\.offset))
  }
}

/// Keeps events and the numbers of the connections of one address.
private struct NumberCollector: EventSink {
  let address: IPAddress
  var events: [Event] = []
  var numbers: Set<UInt64> = []

  mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
    events += batch.events
    for event in batch.events where event.kind == .sessionOpen && event.outside == address {
      numbers.insert(event.session)
    }
    return true
  }
}
