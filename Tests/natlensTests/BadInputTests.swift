import Foundation
import Testing

/// What the binary says to inputs that are not what they should be: a message, an exit code, and
/// nothing decoded before the damage lost.
@Suite struct BadInputTests {
  /// A NAT log of `count` sessions, one line each.
  static func log(lines count: Int) -> String {
    (0..<count).map { number in
      """
      [1795477292.\(100_000 + number)]\t    [NEW] ipv4     2 tcp      6 120 SYN_SENT src=100.64.0.11 \
      dst=198.51.100.7 sport=\(20_000 + number) dport=443 [UNREPLIED] src=198.51.100.7 \
      dst=203.0.113.1 sport=443 dport=\(30_000 + number) id=\(1000 + number)\n
      """
    }.joined()
  }

  private func gzipped(_ text: String) throws -> Data {
    let plain = try TemporaryFile(name: "plain", text: text)
    let packed = try TemporaryFile(name: "packed")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-9n", "-c", plain.path]
    process.standardOutput = try FileHandle(forWritingTo: packed.url)
    try process.run()
    process.waitUntilExit()
    return try Data(contentsOf: packed.url)
  }

  @Test func `a missing file is named`() throws {
    let run = try NatlensRun(["inspect", "no-such-file.log"])
    #expect(run.status == 66)
    #expect(run.errors.contains("no-such-file.log: no such file"))
    #expect(run.output.isEmpty)
  }

  @Test func `an empty file is said to be empty`() throws {
    let file = try TemporaryFile(name: "empty.log")
    let run = try NatlensRun(["inspect", file.path])
    #expect(run.status == 65)
    #expect((run.output + run.errors).contains("empty"))
  }

  @Test func `binary noise is not recognised`() throws {
    var state: UInt64 = 7
    let noise = Data(
      (0..<50_000).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      })
    let file = try TemporaryFile(name: "noise.bin", contents: noise)
    let run = try NatlensRun(["inspect", file.path])
    #expect(run.status == 65)
    #expect((run.output + run.errors).contains("not recognised"))
  }

  @Test func `an empty directory is told apart from a missing file`() throws {
    let file = try TemporaryFile(name: ".hidden")
    let folder = file.url.deletingLastPathComponent().path
    let run = try NatlensRun(["inspect", folder])
    #expect(run.status == 66)
    #expect(run.errors.contains("no files in this directory"))
  }

  /// Takes from root what lets it read every file.
  private static let setpriv = "/usr/bin/setpriv"

  @Test(
    .enabled(
      if: geteuid() != 0 || FileManager.default.isExecutableFile(atPath: setpriv),
      "root may read every file"))
  func `an unreadable file gives the permission's exit code`() throws {
    let file = try TemporaryFile(name: "secret.log", text: BadInputTests.log(lines: 3))
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
    let run = try NatlensRun(
      ["inspect", file.path],
      through: geteuid() == 0
        ? [BadInputTests.setpriv, "--bounding-set=-dac_override,-dac_read_search"] : [])
    #expect(run.status == 77)
    #expect(run.errors.contains("permission"))
  }

  @Test func `a line of ten megabytes costs that line only`() throws {
    let text =
      BadInputTests.log(lines: 20) + String(repeating: "x", count: 10_000_000) + "\n"
      + BadInputTests.log(lines: 5)
    let file = try TemporaryFile(name: "long.log", text: text)
    let run = try NatlensRun(["inspect", "--json", file.path])
    #expect(run.status == 0)
    let entry = try #require(try run.inspected().first)
    #expect(entry.events["session-open"] == 25)
    #expect(entry.rejects == ["line too long": 1])
  }

  @Test func `a log cut in the middle of a line keeps the lines before`() throws {
    let text = BadInputTests.log(lines: 30).dropLast(60)
    let file = try TemporaryFile(name: "cut.log", text: String(text))
    let run = try NatlensRun(["inspect", "--json", file.path])
    #expect(run.status == 0)
    let entry = try #require(try run.inspected().first)
    #expect(entry.events["session-open"] == 29)
    #expect(entry.rejected == 1)
  }

  @Test func `a gzip cut in the middle keeps what was decoded and says so`() throws {
    let packed = try gzipped(BadInputTests.log(lines: 4000))
    let file = try TemporaryFile(name: "cut.log.gz", contents: packed.prefix(packed.count / 2))
    let run = try NatlensRun(["inspect", "--json", file.path])
    let entry = try #require(try run.inspected().first)
    #expect(entry.partial)
    #expect(entry.compression == "gzip")
    #expect((entry.events["session-open"] ?? 0) > 500)
    #expect(entry.rejects["damaged file"] == 1)
  }

  @Test func `more rejects than allowed end with bad data`() throws {
    let text = BadInputTests.log(lines: 10) + BadInputTests.log(lines: 1).dropLast(60) + "\n"
    let file = try TemporaryFile(name: "some.log", text: text)
    #expect(try NatlensRun(["inspect", file.path]).status == 0)
    #expect(try NatlensRun(["inspect", "--max-rejects", "0", file.path]).status == 65)
    #expect(try NatlensRun(["inspect", "--max-rejects", "50%", file.path]).status == 0)
    #expect(try NatlensRun(["inspect", "--max-rejects", "few", file.path]).status == 64)
  }

  @Test func `standard input is read as a dash`() throws {
    let log = Data(BadInputTests.log(lines: 7).utf8)
    let run = try NatlensRun(["convert", "--to", "none", "-"], input: log)
    #expect(run.status == 0)
    #expect(run.output.contains("7 events"))
  }
}
