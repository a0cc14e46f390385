import Foundation
import Testing

/// The options that say how inputs are read.
@Suite struct ReadingOptionsTests {
  /// A log with one bad line in ten.
  private func log() -> String {
    (0..<100).map { number in
      let inside = number % 10 == 4 ? "nobody" : "10.0.0.1"
      return "Nov 23 2026 10:00:00 fw : %ASA-6-305011: Built dynamic UDP translation from "
        + "a:\(inside)/\(1000 + number) to b:203.0.113.1/\(2000 + number)\n"
    }.joined()
  }

  @Test func `rejected records are put aside as they stood`() throws {
    let file = try TemporaryFile(name: "nat.log", text: log())
    let aside = try TemporaryFile(name: "rejects.log")
    for command in [["convert", "--to", "none"], ["inspect"], ["fields"]] {
      let run = try NatlensRun(command + [file.path, "--rejects", aside.path])
      #expect(run.status == 0)
      let lines = try String(contentsOf: aside.url, encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 21)
      #expect(lines[1].hasSuffix("nat.log:5 (byte 456): malformed address"))
      #expect(lines[2].hasSuffix("from a:nobody/1004 to b:203.0.113.1/2004"))
    }
    // Corrected records are read from it.
    let text = try String(contentsOf: aside.url, encoding: .utf8)
    let fixed = try TemporaryFile(
      name: "fixed.log", text: text.replacing("nobody", with: "10.0.0.1"))
    let again = try NatlensRun(["convert", "--to", "none", fixed.path])
    #expect(again.output.hasPrefix("10 events") && again.output.hasSuffix(" 0 rejected\n"))
  }

  @Test func `a quarantine that cannot be created ends the run before it begins`() throws {
    let file = try TemporaryFile(name: "nat.log", text: log())
    let run = try NatlensRun(["convert", file.path, "--rejects", "/no/such/folder/file"])
    #expect(run.status == 73 && run.output.isEmpty)
  }

  @Test(arguments: [("10%", 0), ("10", 0), ("9.9%", 65), ("9", 65), ("0", 65)])
  func `more rejects than allowed are bad data`(limit: String, status: Int32) throws {
    let file = try TemporaryFile(name: "nat.log", text: log())
    for command in [["convert", "--to", "none"], ["inspect"], ["fields"]] {
      let run = try NatlensRun(command + [file.path, "--max-rejects", limit])
      #expect(run.status == status && !run.output.isEmpty, "\(command) \(run.errors)")
    }
  }

  @Test func `columns and format strings are the user's`() throws {
    let table = try TemporaryFile(
      name: "t.csv", text: "ip;port;when\n203.0.113.9;40000;1795428000\n")
    let run = try NatlensRun([
      "convert", table.path, "--columns",
      "outside=ip,outside_port=port,time=when,separator=semicolon",
    ])
    #expect(
      run.output.hasPrefix(
        "{\"kind\":\"request\",\"time\":\"2026-11-23T10:00:00Z\",\"outside\":\"203.0.113.9\","
          + "\"outside_port\":40000"))
    let access = try TemporaryFile(
      name: "a.log", text: "203.0.113.9:40000 [23/Nov/2026:10:00:00 +0000] \"GET / HTTP/2\"\n")
    let pattern = "$remote_addr:$remote_port [$time_local] \"$request\""
    let requests = try NatlensRun(["convert", access.path, "--log-format", pattern])
    #expect(requests.output.contains("\"outside_port\":40000"))
    let wrong = try NatlensRun(["convert", table.path, "--columns", "outsid=1"])
    #expect(wrong.status == 64 && wrong.errors.contains("outsid: no field"))
  }

  @Test func `a zone with summer time marks the hour that comes twice`() throws {
    let line = "Oct 25 2026 02:30:00 fw : %ASA-6-305009: Built static translation from a:10.0.0.1 "
    let file = try TemporaryFile(name: "nat.log", text: line + "to b:203.0.113.1\n")
    let run = try NatlensRun(["convert", file.path, "--tz", "Europe/Rome"])
    #expect(run.output.contains("\"time\":\"2026-10-25T00:30:00Z\""))
    #expect(run.output.contains("\"ambiguous_time\":true"))
  }
}
