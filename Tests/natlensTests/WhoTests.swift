import Foundation
import Testing

/// `who` and `subject` on a committed recording: forms of requests, forms of answers, exit codes.
@Suite struct WhoTests {
  private static let folder = LabTests.recording("fixed-ranges")
  private static let data = ["\(folder)/conntrack.log.gz", "\(folder)/subscribers.csv"]
  /// The first line of the recording's access log.
  private static let request = "203.0.113.1:4780/tcp@2026-11-24T12:13:32Z"

  private func who(_ arguments: [String], expecting status: Int32) throws -> NatlensRun {
    let run = try NatlensRun(["who"] + arguments + WhoTests.data + ["--quiet"])
    #expect(run.status == status, "\(arguments): \(run.output) \(run.errors)")
    return run
  }

  private func results(_ run: NatlensRun) throws -> [[String: Any]] {
    try run.json()["results"] as? [[String: Any]] ?? []
  }

  @Test func `one question is answered alike from its lines and from the whole log`() throws {
    for arguments in [
      [WhoTests.request], ["203.0.113.1@2026-11-24T12:13:32Z"],
      ["*@2026-11-24T12:13:00Z/2026-11-24T12:14:00Z", "--destination", "198.18.0.11"],
      ["203.0.113.1:4780/udp@2026-11-24T12:13:32Z"], ["203.0.113.1:4780@2025-11-24T12:13:32Z"],
      ["203.0.113.1:4780@2026-11-24T12:13:32Z", "--destination", "198.18.0.11:443"],
    ] {
      let found = try NatlensRun(["who", "--json", "--quiet"] + arguments + WhoTests.data)
      let whole = try NatlensRun(
        ["who", "--json", "--quiet", "--read-whole"] + arguments + WhoTests.data)
      #expect(found.status == whole.status, "\(arguments)")
      let (left, right) = (try results(found), try results(whole))
      #expect(left.count == 1)
      #expect(NSArray(array: left) == NSArray(array: right), "\(arguments)")
    }
  }

  @Test func `one question is answered alike from flow exports with and without reading all`()
    throws
  {
    let export = try TemporaryFile(name: "nat.ipfix")
    let process = Process()
    process.executableURL = NatlensRun.executable
    process.arguments = [
      "convert", "\(WhoTests.folder)/conntrack.log.gz", "--to", "ipfix", "--quiet",
    ]
    process.currentDirectoryURL = NatlensRun.root
    process.standardOutput = try FileHandle(forWritingTo: export.url)
    try process.run()
    process.waitUntilExit()
    for (request, status) in [
      (WhoTests.request, Int32(0)), ("203.0.113.1@2026-11-24T12:13:32Z", 3),
      ("203.0.113.1:1/udp@2026-11-24T12:15:00Z", 1),
      ("203.0.113.99:1/udp@2026-11-24T12:15:00Z", 1),
      ("203.0.113.99:1/udp@2026-11-25T12:15:00Z", 4),
    ] {
      let lists = [export.path, "\(WhoTests.folder)/subscribers.csv", "--json", "--quiet"]
      let found = try NatlensRun(["who", request] + lists)
      let whole = try NatlensRun(["who", request, "--read-whole"] + lists)
      #expect(found.status == status && whole.status == status, "\(request)")
      let (left, right) = (try results(found), try results(whole))
      #expect(left.count == 1 && NSArray(array: left) == NSArray(array: right), "\(request)")
    }
  }

  @Test func `a local time that came twice needs its offset`() throws {
    let rome = ["--tz", "Europe/Rome"]
    let run = try NatlensRun(
      ["who", "203.0.113.1:4780@2026-10-25T02:30:00", "--quiet"] + WhoTests.data + rome)
    #expect(run.status == 64)
    #expect(run.errors.contains("offset"))
    let other = try NatlensRun(
      ["who", "203.0.113.1:4780/tcp@2026-11-24T13:13:32", "--quiet"] + WhoTests.data + rome)
    #expect(other.status == 0, "\(other.errors)")
  }

  @Test func `what is lacking is said, with what it costs`() throws {
    let run = try who(["203.0.113.1@2026-11-24T12:13:32Z", "--json"], expecting: 3)
    let result = try #require(try results(run).first)
    let count = try #require(result["k"] as? Int)
    #expect(count > 5)
    #expect(result["cost"] as? String == "no port given: \(count) candidates")
    let asked = try #require(result["request"] as? [String: Any])
    #expect(asked["lacks"] as? [String] == ["outside_port", "proto", "destination"])
    let candidates = try #require(result["candidates"] as? [[String: Any]])
    let chances = candidates.compactMap { $0["posterior"] as? Double }
    #expect(chances.count == count && abs(chances.reduce(0, +) - 1) < 1e-4)
    let text = try who(["203.0.113.1@2026-11-24T12:13:32Z"], expecting: 3).output
    #expect(text.contains("LACKING   no port given: \(count) candidates"))
    #expect(text.contains("RFC 6302") && text.contains("IF ONLY THIS WERE KEPT"))
  }

  @Test func `a unique answer shows the line it rests on, and every regime`() throws {
    let run = try who([WhoTests.request, "--json", "--show-lines", "--reveal"], expecting: 0)
    let document = try run.json()
    #expect(document["schema"] as? String == "natlens.who/1")
    for key in [
      "tool", "regime", "tolerance_ns", "coverage", "gaps", "clock_doubts", "rejected",
      "requests_rejected", "results", "clocks",
    ] {
      #expect(document[key] != nil, "\(key)")
    }
    let result = try #require(try results(run).first)
    #expect(result["verdict"] as? String == "unique" && result["k"] as? Int == 1)
    let candidate = try #require((result["candidates"] as? [[String: Any]])?.first)
    let evidence = try #require(candidate["evidence"] as? [String: Any])
    let line = try #require(evidence["line"] as? String)
    #expect(line.contains("dst=203.0.113.1 ") && line.contains("dport=4780"))
    let regimes = try #require(result["if_regime"] as? [String: [String: Any]])
    #expect(regimes["binding"]?["verdict"] as? String == "unique")
    #expect(regimes["register"]?["verdict"] as? String == "unanswerable")
    #expect(regimes["register"]?["k"] == nil)
  }

  @Test func `notices need a zone, and a case number stays with its request`() throws {
    let table = try TemporaryFile(
      name: "requests.csv",
      text: """
        case,time,ip,port
        A/1,2026-11-24 13:13:32,203.0.113.1,4780
        A/2,2026-11-24 13:13:32,203.0.113.1,
        A/3,soon,203.0.113.1,1
        """)
    let refused = try NatlensRun(["who", "--requests", table.path, "--quiet"] + WhoTests.data)
    #expect(refused.status == 64)
    #expect(refused.errors.contains("states no zone"))
    let run = try who(
      ["--requests", table.path, "--tz", "+01:00", "--json"], expecting: 3)
    let results = try results(run)
    #expect(results.map { $0["verdict"] as? String } == ["unique", "ambiguous"])
    let labels = results.map { ($0["request"] as? [String: Any])?["label"] as? String }
    #expect(labels == ["A/1", "A/2"])
    let rejected = try #require(try run.json()["requests_rejected"] as? [[String: Any]])
    #expect(rejected.count == 1 && rejected[0]["line"] as? Int == 4)
    #expect(rejected[0]["reason"] as? String == "malformed time")
  }

  @Test func `several events about one person intersect`() throws {
    let run = try who(
      [
        "203.0.113.1@2026-11-24T12:13:32Z", WhoTests.request, "--intersect", "--json", "--reveal",
      ], expecting: 0)
    let together = try #require(try run.json()["intersection"] as? [String: Any])
    #expect(together["verdict"] as? String == "unique" && together["request"] == nil)
    #expect(try results(run).map { $0["verdict"] as? String } == ["ambiguous", "unique"])
    let text = try who(
      ["203.0.113.1@2026-11-24T12:13:32Z", WhoTests.request, "--intersect"], expecting: 0)
    #expect(text.output.contains("TOGETHER\nVERDICT   unique"))
  }

  @Test func `a long list is answered a line at a time, in its order`() throws {
    var lines = ["label,time,ip,port,proto"]
    for number in 0..<400 {
      let second = number % 60
      lines.append(
        "n\(number),2026-11-24T12:13:\(second < 10 ? "0" : "")\(second)Z,203.0.113.1,\(4000 + number * 7),tcp"
      )
    }
    let table = try TemporaryFile(name: "list.csv", text: lines.joined(separator: "\n"))
    let run = try NatlensRun(
      ["who", "--requests", table.path, "--json-lines", "--quiet"] + WhoTests.data)
    #expect([0, 1, 3, 4].contains(run.status))
    let objects = try run.output.split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
    }
    #expect(objects.count == 400)
    #expect(objects.allSatisfy { $0["schema"] as? String == "natlens.who-result/1" })
    let labels = objects.map { ($0["request"] as? [String: Any])?["label"] as? String }
    #expect(labels == (0..<400).map { "n\($0)" })
  }

  @Test func `exit codes follow the worst verdict`() throws {
    _ = try who(["203.0.113.1:1/tcp@2026-11-24T12:14:32Z"], expecting: 1)
    _ = try who(["203.0.113.1:4780@2020-01-01T00:00:00Z"], expecting: 4)
    _ = try who(["203.0.113.1:4780@2026-11-24T12:13:32"], expecting: 64)
    _ = try who([WhoTests.request, "--regime", "register"], expecting: 4)
    #expect(try NatlensRun(["who", WhoTests.request, "/no/such/file"]).status == 66)
  }

  @Test func `a clock that is ahead is reported, and can be taken out`() throws {
    let run = try who(
      ["--requests", "\(WhoTests.folder)/access-port.log.gz", "--json"], expecting: 0)
    let clocks = try #require(try run.json()["clocks"] as? [[String: Any]])
    let plain = clocks.filter { $0["plain"] as? Bool == true }
    #expect(!plain.isEmpty)
    for clock in plain {
      #expect(abs(clock["offset_ns"] as? Int ?? .max) < 2_000_000_000)
    }
    let shifted = try NatlensRun(
      [
        "who", "--requests", "\(WhoTests.folder)/access-port.log.gz", "--clock-offset=-2h",
        "--json-lines", "--quiet",
      ] + WhoTests.data)
    #expect(shifted.status == 4)
  }

  @Test func `the clock of one exporter is set right, and no other's`() throws {
    func lines(_ minute: Int, _ exporter: String, _ number: Int, _ host: Int) -> String {
      let stamp = { (second: Int) in "<166>2026-03-14T12:\(minute):\(second)Z \(exporter) : %ASA-6-"
      }
      let inside = "inside:100.64.0.\(host)/40000"
      return """
        \(stamp(10))302013: Built outbound TCP connection \(number) for outside:198.51.100.20/443 \
        (198.51.100.20/443) to \(inside) (203.0.113.\(host)/1024)
        \(stamp(40))302014: Teardown TCP connection \(number) for outside:198.51.100.20/443 \
        to \(inside) duration 0:00:30 bytes 100

        """
    }
    // The second exporter is five minutes ahead of the first.
    let log = try TemporaryFile(
      name: "asa.log", text: lines(10, "cgn-1", 1, 2) + lines(15, "cgn-2", 2, 3))
    let subscribers = try TemporaryFile(
      name: "subscribers.csv", text: "subscriber,inside\nalice,100.64.0.2\nbob,100.64.0.3\n")
    func ask(_ address: String, _ options: [String]) throws -> NatlensRun {
      try NatlensRun(
        ["who", "\(address):1024/tcp@2026-03-14T12:10:20Z", log.path, subscribers.path, "--reveal"]
          + options + ["--quiet"])
    }
    for (options, first, second) in [
      ([], Int32(0), Int32(1)),
      (["--clock-offset=exporter:cgn-2=5m"], 0, 0),
      (["--clock-offset=exporter:cgn-1=5m"], 1, 1),
    ] {
      let runs = [try ask("203.0.113.2", options), try ask("203.0.113.3", options)]
      #expect(
        runs.map(\.status) == [first, second], "\(options): \(runs[0].output) \(runs[1].output)")
      if first == 0 { #expect(runs[0].output.contains("alice")) }
      if second == 0 { #expect(runs[1].output.contains("bob")) }
    }
  }

  @Test func `everything about one subscriber, under every regime`() throws {
    let run = try NatlensRun(
      ["subject", "s01", "--json", "--quiet"] + WhoTests.data + ["\(WhoTests.folder)/nat.json"])
    #expect(run.status == 0, "\(run.errors)")
    let document = try run.json()
    #expect(document["schema"] as? String == "natlens.subject/1")
    #expect(document["subscriber"] as? String != "s01")
    let regimes = try #require(document["regimes"] as? [[String: Any]])
    let counts = Dictionary(
      uniqueKeysWithValues: regimes.map { ($0["id"] as? String ?? "", $0["count"] as? Int ?? 0) })
    #expect(counts["register"] == 1)
    #expect(counts["connection", default: 0] > 10)
    #expect(counts["deterministic"] == 1)
    let connection = regimes.first { $0["id"] as? String == "connection" }
    #expect((connection?["destinations"] as? Int ?? 0) > 3)
    #expect((connection?["records"] as? [Any])?.count == 20)
    let pseudonym = try #require(document["subscriber"] as? String)
    let again = try NatlensRun(["subject", pseudonym, "--json", "--quiet"] + WhoTests.data)
    #expect(again.status == 0)
    let revealed = try NatlensRun(["subject", "s01", "--reveal", "--quiet"] + WhoTests.data)
    #expect(revealed.output.hasPrefix("SUBSCRIBER  s01\n"))
    #expect(try NatlensRun(["subject", "nobody", "--quiet"] + WhoTests.data).status == 1)
    #expect(try NatlensRun(["subject", "s01"]).status == 64)
  }
}
