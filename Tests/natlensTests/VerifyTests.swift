import Foundation
import Testing

@Suite struct VerifyTests {
  /// A report on the small log, in a folder of its own.
  private final class Bundle {
    let small: SmallLog
    let folder: URL

    init() throws {
      small = try SmallLog()
      folder = FileManager.default.temporaryDirectory
        .appending(path: "natlens-bundle-\(UUID().uuidString)")
      let run = try NatlensRun(
        ["report", "--quiet", "--title", "Two connections", "--output", folder.path] + small.paths,
        environment: ["SOURCE_DATE_EPOCH": "1773500000"])
      #expect(run.status == 0, "\(run.errors)")
    }

    func file(_ path: String) -> URL { folder.appending(path: path) }

    func replace(_ old: String, with new: String, in path: String) throws {
      let text = try String(contentsOf: file(path), encoding: .utf8)
      #expect(text.contains(old), "\(old)")
      try text.replacingOccurrences(of: old, with: new)
        .write(to: file(path), atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
  }

  @Test func `a bundle as it was made is identical, and is made again byte for byte`() throws {
    let bundle = try Bundle()
    let run = try NatlensRun(["verify", bundle.folder.path, "--rerun"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    let files = try String(contentsOf: bundle.file("SHA256SUMS"), encoding: .utf8)
      .split(separator: "\n").count
    #expect(lines.count == 5)
    #expect(lines[0] == "BUNDLE    \(bundle.folder.path), made by natlens 0.1.0")
    #expect(lines[1] == "SUMS      \(files) of \(files) files match SHA256SUMS")
    #expect(
      lines[2].hasPrefix("CLAIMS    ") && lines[2].hasSuffix(" lead to the number that they state"))
    #expect(lines[3] == "RERUN     \(files) of \(files) files are the same, byte for byte")
    #expect(lines[4] == "VERDICT   identical")
  }

  @Test func `a second run that gives other bytes is named`() throws {
    let bundle = try Bundle()
    let list = try String(contentsOf: bundle.file("SHA256SUMS"), encoding: .utf8)
    let lines = list.split(separator: "\n")
    let line = try #require(lines.first { $0.hasSuffix("  index.html") })
    try bundle.replace(
      String(line), with: String(repeating: "0", count: 64) + "  index.html", in: "SHA256SUMS")
    let run = try NatlensRun(["verify", bundle.folder.path, "--rerun"])
    #expect(run.status == 3)
    #expect(
      run.output.contains("\nRERUN     \(lines.count - 1) of \(lines.count) files are the same"))
    #expect(run.output.contains("          differs: index.html\n"))
  }

  @Test func `a changed, a missing and an added file are named`() throws {
    let bundle = try Bundle()
    try bundle.replace("Two connections", with: "Three connections", in: "index.html")
    try FileManager.default.removeItem(at: bundle.file("data/claims.csv"))
    try Data("x".utf8).write(to: bundle.file("data/note.txt"))
    let run = try NatlensRun(["verify", bundle.folder.path])
    #expect(run.status == 3)
    #expect(run.output.contains("          changed: index.html\n"))
    #expect(run.output.contains("          missing: data/claims.csv\n"))
    #expect(run.output.contains("          not in the list: data/note.txt\n"))
    #expect(run.output.hasSuffix("RERUN     not asked for (--rerun)\nVERDICT   differs\n"))
    let document = try NatlensRun(["verify", bundle.folder.path, "--json"]).json()
    #expect(document["schema"] as? String == "natlens.verify/1")
    #expect(document["verdict"] as? String == "differs")
    #expect(document["changed"] as? [String] == ["index.html"])
  }

  @Test func `a claim can be looked up, and one that leads elsewhere is found`() throws {
    let bundle = try Bundle()
    let claim = try NatlensRun(["verify", bundle.folder.path, "--claim", "C1"])
    #expect(claim.status == 0 && claim.output.hasPrefix("C1  "))
    #expect(claim.output.contains("    pointer  report.json#/worlds/0/"))
    #expect(try NatlensRun(["verify", bundle.folder.path, "--claim", "C999"]).status == 1)
    let text = try String(contentsOf: bundle.file("report.json"), encoding: .utf8)
    let pointer = try #require(text.firstMatch(of: /"pointer": "(\/worlds\/0\/[^"]*)"/)).output.1
    try bundle.replace(
      "\"pointer\": \"\(pointer)\"", with: "\"pointer\": \"/worlds/0/sessions\"", in: "report.json")
    let moved = try NatlensRun(["verify", bundle.folder.path])
    #expect(moved.status == 3 && moved.output.contains(" claimed, 2.0 at /worlds/0/sessions\n"))
  }

  @Test func `a report is not made again from other inputs`() throws {
    let bundle = try Bundle()
    let handle = try FileHandle(forWritingTo: bundle.small.log.url)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("\n".utf8))
    try handle.close()
    let changed = try NatlensRun(["verify", bundle.folder.path, "--rerun"])
    #expect(
      changed.status == 65 && changed.errors.contains("not the file that the report was made from"))
    try FileManager.default.removeItem(at: bundle.small.log.url)
    #expect(try NatlensRun(["verify", bundle.folder.path, "--rerun"]).status == 66)
    #expect(try NatlensRun(["verify", bundle.folder.path]).status == 0)
  }

  @Test func `what is no bundle is refused`() throws {
    let bundle = try Bundle()
    #expect(try NatlensRun(["verify", "/nowhere"]).status == 66)
    for line in [
      "", "no sums\n", String(repeating: "a", count: 64) + "  ../../etc/passwd\n",
      String(repeating: "a", count: 64) + "  /etc/passwd\n",
      String(repeating: "A", count: 64) + "  index.html\n",
    ] {
      try line.write(to: bundle.file("SHA256SUMS"), atomically: true, encoding: .utf8)
      #expect(try NatlensRun(["verify", bundle.folder.path]).status == 65, "\(line)")
    }
  }
}
