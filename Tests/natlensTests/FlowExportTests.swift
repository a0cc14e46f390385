import Foundation
import Testing

/// Flow exports through the command line: written, read back, received at a socket, asked about.
@Suite(.serialized) struct FlowExportTests {
  /// Sessions that open and close, a second apart, as NDJSON.
  static func events(_ count: Int) -> String {
    (0..<count).map { index in
      let second = 1000 + index
      let time = String(format: "2026-02-02T%02d:%02d:%02d.250Z", 3, second / 60 % 60, second % 60)
      return #"{"kind":"session-\#(index % 2 == 0 ? "open" : "close")","time":"\#(time)","#
        + #""proto":6,"inside":"100.64.0.\#(1 + index / 2 % 200)","inside_port":\#(5000 + index / 2),"#
        + #""outside":"203.0.113.7","outside_port":\#(20_000 + index / 2),"#
        + #""destination":"198.18.0.\#(1 + index / 2 % 9)","destination_port":443}"# + "\n"
    }.joined()
  }

  /// What `convert --to` makes of the events.
  static func export(_ format: String, _ count: Int) throws -> TemporaryFile {
    let events = try TemporaryFile(name: "events.ndjson", text: events(count))
    let file = try TemporaryFile(name: "export.\(format)")
    let process = Process()
    process.executableURL = NatlensRun.executable
    process.arguments = ["convert", events.path, "--to", format, "--quiet"]
    process.standardOutput = try FileHandle(forWritingTo: file.url)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return file
  }

  /// The messages in a file: those of IPFIX state their length, the others end where the next header
  /// begins, which no set can be mistaken for here.
  static func messages(_ file: TemporaryFile) throws -> [[UInt8]] {
    let bytes = [UInt8](try Data(contentsOf: file.url))
    var starts: [Int] = []
    for start in 0..<max(0, bytes.count - 20) {
      let isHeader =
        bytes[start] == 0 && (bytes[start + 1] == 10 || bytes[start + 1] == 9)
        && bytes[start + (bytes[start + 1] == 10 ? 4 : 8)] == 0x69
      if isHeader { starts.append(start) }
    }
    return zip(starts, starts.dropFirst() + [bytes.count]).map { Array(bytes[$0..<$1]) }
  }

  /// Lines as sets of members, without where they were read.
  private func comparable(_ text: String) throws -> [[String: String]] {
    try text.split(separator: "\n").map { line in
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return object.filter { !["file", "record", "exporter"].contains($0.key) }
        .mapValues { "\($0)" }
    }
  }

  @Test(arguments: ["ipfix", "netflow9"])
  func `what convert writes it reads back as the same events`(format: String) throws {
    let export = try FlowExportTests.export(format, 300)
    let run = try NatlensRun(["convert", export.path, "--to", "ndjson"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(try comparable(run.output) == comparable(FlowExportTests.events(300)))
    let totals = try NatlensRun(["convert", export.path, "--to", "none"])
    let size = try Data(contentsOf: export.url).count
    #expect(
      totals.output
        == "300 events from 300 records (\(size) bytes); 0 of no interest, 0 rejected\n")
  }

  /// A message that never came: nobody can know what was in it, and of all else answers are as before.
  @Test(arguments: ["ipfix", "netflow9"])
  func `who cannot tell where messages are missing`(format: String) throws {
    var messages = try FlowExportTests.messages(FlowExportTests.export(format, 600))
    try #require(messages.count > 4)
    messages.remove(at: messages.count / 2)
    let cut = try TemporaryFile(name: "cut.\(format)")
    try Data(messages.joined()).write(to: cut.url)
    let kept = try NatlensRun(["convert", cut.path, "--to", "ndjson"]).output
    // Sessions by the second in which they open, 1000 s after 3:00 and every other from then on.
    let lost = (0..<300).filter { index in
      let second = 1000 + 2 * index
      let time = String(format: "2026-02-02T03:%02d:%02d", second / 60, second % 60)
      return !kept.contains(time)
    }
    let first = try #require(lost.first)
    let last = try #require(lost.last)
    #expect(lost.count > 5)
    for (index, status) in [
      (first, Int32(4)), ((first + last) / 2, 4), (last, 4), (first - 30, 0), (last + 30, 0),
      (2, 0),
    ] {
      let second = 1000 + 2 * index
      let time = String(format: "2026-02-02T03:%02d:%02d.500Z", second / 60, second % 60)
      for more in [[], ["--read-whole"]] {
        let run = try NatlensRun(
          ["who", "203.0.113.7:\(20_000 + index)/tcp@\(time)", cut.path, "--json"] + more)
        #expect(run.status == status, "\(index) of \(first)...\(last): \(run.output)")
      }
    }
    let summary = try NatlensRun([
      "who", "203.0.113.7:20002/tcp@2026-02-02T03:16:44.500Z", cut.path,
    ])
    #expect(summary.output.contains("1 gap"), "\(summary.output)")
  }

  @Test(arguments: ["ipfix", "netflow9"])
  func `who finds the subscriber's address in an export`(format: String) throws {
    let export = try FlowExportTests.export(format, 300)
    let question = ["who", "203.0.113.7:20003/tcp@2026-02-02T03:16:46.500Z", export.path]
    let run = try NatlensRun(question + ["--reveal"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("100.64.0.4"))
    let json = try NatlensRun(question + ["--reveal", "--json"]).json()
    let answers = try #require(json["results"] as? [[String: Any]])
    #expect(answers.count == 1)
    #expect(answers.first?["verdict"] as? String == "unique")
    let before = try NatlensRun([
      "who", "203.0.113.7:20100/tcp@2026-02-02T03:18:00Z", export.path,
    ])
    #expect(before.status == 1, "\(before.output)")
  }

  @Test func `expose weighs the regimes of an export`() throws {
    let export = try FlowExportTests.export("ipfix", 300)
    let run = try NatlensRun(["expose", "--json", "--quiet", export.path])
    #expect(run.status == 0, "\(run.errors)")
    let world = try #require((try run.json()["worlds"] as? [[String: Any]])?.first)
    #expect(world["sessions"] as? Int == 150)
    let figures = try #require(world["figures"] as? [[String: Any]])
    let right = figures.first {
      $0["measure"] as? String == "outcome-split" && $0["part"] as? String == "unique-right"
        && $0["regime"] as? String == "connection" && $0["request"] as? String == "address+port"
    }
    #expect(right?["numerator"] as? Int == right?["denominator"] as? Int)
    #expect(right?["denominator"] as? Int == 150)
  }

  @Test(arguments: ["127.0.0.1", "::1"], ["ipfix", "netflow9"])
  func `a socket receives what is sent, and counts what is not`(
    address: String, format: String
  ) throws {
    let messages = try FlowExportTests.messages(FlowExportTests.export(format, 300))
    #expect(messages.count >= 5)
    let run = try ListeningRun(address, [])
    // One message is lost on the way, before others.
    var sent = messages
    sent.remove(at: 2)
    try run.send(sent)
    let lost = format == "ipfix" ? 49 : 48
    try run.waitForLines(300 - lost)
    run.interrupt()
    let (status, output, errors) = try run.end()
    #expect(status == 130, "interrupted")
    let all = try comparable(FlowExportTests.events(300))
    let received = try comparable(output)
    #expect(received.count == 300 - lost)
    #expect(Set(received).isSubset(of: Set(all)))
    #expect(output.contains(#""exporter":"\#(address)""#))
    #expect(
      output.contains("\"file\":\"ipfix://\(address == "::1" ? "[::1]" : address):\(run.port)\""))
    #expect(errors.contains("\(sent.count) messages, \(300 - lost) records, 0 rejected"))
    let unit = format == "ipfix" ? "49 records" : "1 messages"
    #expect(errors.contains("\(unit) lost in 1 gaps"), "\(errors)")
  }

  @Test func `data before its template waits for it`() throws {
    let messages = try FlowExportTests.messages(FlowExportTests.export("ipfix", 300))
    let run = try ListeningRun("127.0.0.1", ["--packets", "\(messages.count)"])
    try run.send(Array(messages[1...]) + [messages[0]])
    let (status, output, errors) = try run.end()
    #expect(status == 0, "\(errors)")
    #expect(try comparable(output).count == 300)
  }

  @Test func `receiving ends after a time or a number of messages`() throws {
    let messages = try FlowExportTests.messages(FlowExportTests.export("ipfix", 300))
    let counted = try ListeningRun("127.0.0.1", ["--packets", "2", "--to", "csv"])
    try counted.send(Array(messages[..<2]))
    let (status, output, errors) = try counted.end()
    #expect(status == 0)
    // Two messages of 47 and 49 records, behind the names of the columns.
    #expect(output.split(separator: "\n").count == 1 + 96)
    #expect(errors.contains("2 messages, 96 records"))
    let timed = try ListeningRun("127.0.0.1", ["--seconds", "1"])
    try timed.send([[1, 2, 3], [0, 10, 0, 99]])
    let end = try timed.end()
    #expect(end.status == 0 && end.output.isEmpty)
    #expect(end.errors.contains("2 messages, 0 records, 2 rejected"))
  }

  @Test func `a port that is taken, and an address that is none, are said`() throws {
    let first = try ListeningRun("127.0.0.1", ["--seconds", "5"])
    let second = try NatlensRun(["capture", "--ipfix", "127.0.0.1:\(first.port)", "--seconds", "1"])
    #expect(second.status == 74, "\(second.errors)")
    first.interrupt()
    _ = try first.end()
    let none = try NatlensRun(["capture", "--ipfix", "nowhere", "--seconds", "1"])
    #expect(none.status == 64 && none.errors.contains("no address and port"))
  }
}
