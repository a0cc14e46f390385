import Foundation
import Testing

/// `natlens simulate`: the folder that it writes, and what reads it.
@Suite struct SimulateTests {
  /// Small enough for a debug build: 20 households, the first tenth of a day, at even times so that
  /// people are up.
  private static let small = [
    "--set", "population.subscribers=20", "time.days=0.1", "site.count=400",
    "site.third_parties=80", "server.sites=200", "server.share=1", "server.port_logging=0.5",
    "nat.subscribers_per_address=10", "log.names=both", "population.null_world=shuffled-times",
  ]

  /// A folder that lives as long as this object.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "natlens-world-\(UUID().uuidString)")

    var path: String { url.path }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Every file below, by its name.
    func files() throws -> [String: Data] {
      var files: [String: Data] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
        let file = url.appending(path: name)
        if (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true {
          files[name] = try Data(contentsOf: file)
        }
      }
      return files
    }
  }

  private func simulate(_ folder: Folder, _ more: [String] = []) throws -> NatlensRun {
    try NatlensRun(
      ["simulate", "town", "--output", folder.path, "--quiet"] + SimulateTests.small + more)
  }

  @Test func `the same bytes on one and two threads, and again`() throws {
    let folders = [Folder(), Folder(), Folder()]
    for (folder, threads) in zip(folders, ["1", "2", "2"]) {
      let run = try simulate(folder, ["--threads", threads, "--session-truth"])
      #expect(run.status == 0, "\(run.errors)")
    }
    let files = try folders.map { try $0.files() }
    #expect(files[0] == files[1] && files[1] == files[2])
    #expect(
      Set(files[0].keys) == [
        "nat.ndjson.zst", "assignments.log.zst", "dns.log.zst", "sni.ndjson.zst",
        "access.log.zst", "access-port.log.zst", "truth.ndjson.zst",
        "truth/sessions.ndjson.zst", "nat.json", "names.csv", "page-loads.csv", "categories.csv",
        "world.scenario", "gates.csv",
      ])
    let other = Folder()
    _ = try simulate(other, ["--seed", "8"])
    #expect(try other.files()["nat.ndjson.zst"] != files[0]["nat.ndjson.zst"])
    // The scenario that was written gives the same world.
    let again = Folder()
    let scenario = folders[0].url.appending(path: "world.scenario").path
    let run = try NatlensRun([
      "simulate", scenario, "--output", again.path, "--quiet", "--session-truth",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try again.files()["nat.ndjson.zst"] == files[0]["nat.ndjson.zst"])
  }

  /// A NAT44, and a NAT64 whose kernel logs.
  @Test(arguments: [("ndjson", "ipv4"), ("jool", "ipv6")])
  func `expose scores the folder, and truth says it is simulated`(format: String, inside: String)
    throws
  {
    let folder = Folder()
    let written = try simulate(
      folder,
      [
        "--format", format, "--set", "nat.inside=\(inside)", "server.clock=perfect", "log.loss=0",
        "--json",
      ])
    let counts = try #require(written.json()["counts"] as? [String: Any])
    let run = try NatlensRun(["expose", folder.path, "--json"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.errors.contains("passed over"), "\(run.errors)")
    let world = try #require((run.json()["worlds"] as? [[String: Any]])?.first)
    let figures = try #require(world["figures"] as? [[String: Any]])
    let right = try #require(
      figures.first {
        $0["measure"] as? String == "outcome-split" && $0["part"] as? String == "unique-right"
          && $0["regime"] as? String == "binding" && $0["request"] as? String == "address+port"
      })
    let withPort = try #require(counts["requests_with_port"] as? Int)
    #expect(withPort > 50 && right["denominator"] as? Int == withPort)
    #expect(right["numerator"] as? Int == withPort)
    #expect(run.output.contains("simulated"))
  }

  @Test func `one subscriber alone is what the whole says of it`() throws {
    let folder = Folder()
    _ = try simulate(folder, ["--session-truth", "--compress", "none"])
    func lines(_ name: String) throws -> [Substring] {
      String(decoding: try #require(try folder.files()[name]), as: UTF8.self).split(separator: "\n")
        .filter { $0.contains("\"subscriber\":\"subscriber-3\"") }
    }
    let run = try NatlensRun(
      ["simulate", "town", "--subscriber", "3", "--day", "0"] + SimulateTests.small)
    #expect(run.status == 0, "\(run.errors)")
    let alone = run.output.split(separator: "\n")
    #expect(
      alone.filter { $0.contains("\"kind\":\"visit\"") }
        == (try lines("truth.ndjson").filter { $0.contains("\"kind\":\"visit\"") }))
    // The NAT's part, session and outside, is not in what one subscriber gives alone.
    func plain(_ line: Substring) -> String {
      let parts = line.split(separator: ",").filter {
        !$0.hasPrefix("\"session\"") && !$0.hasPrefix("\"outside")
      }
      return parts.joined(separator: ",").filter { $0 != "}" }
    }
    let connections = alone.filter { $0.contains("\"kind\":\"connection\"") }
    #expect(connections.count > 50)
    #expect(connections.map(plain) == (try lines("truth/sessions.ndjson").map(plain)))
  }

  @Test func `a world outside its bands fails, and is let pass on request`() throws {
    let wrong = [
      "simulate", "town", "--to", "none", "--quiet", "--set", "population.subscribers=2",
      "time.days=0.01", "site.count=6000", "site.template_share=0.9", "site.crowded_share=1",
    ]
    let failed = try NatlensRun(wrong)
    #expect(failed.status == 65 && failed.errors.contains("address-set-uniqueness"))
    #expect(failed.output.contains("OUTSIDE"))
    #expect(try NatlensRun(wrong + ["--ignore-gates"]).status == 0)
  }

  @Test func `what it can do is listed, with sources`() throws {
    let scenarios = try NatlensRun(["simulate", "--list", "--json"]).json()
    let names = (scenarios["scenarios"] as? [[String: Any]] ?? []).compactMap {
      $0["name"] as? String
    }
    #expect(names == ["town", "regional", "mobile", "belgium"])
    let table = try NatlensRun(["simulate", "belgium", "--parameters", "--json"]).json()
    let parameters = try #require(table["parameters"] as? [[String: Any]])
    #expect(parameters.count > 60)
    for entry in parameters {
      #expect(!(entry["source"] as? String ?? "").isEmpty && entry["mark"] != nil)
    }
    let sharing = parameters.first { $0["id"] as? String == "nat.subscribers_per_address" }
    #expect(sharing?["value"] as? String == "16" && sharing?["default"] as? String == "32")
  }

  @Test(arguments: [
    (["simulate", "village", "--to", "none"], 64, "village"),
    (["simulate", "town", "--to", "none", "--set", "nat.behaviour=dynamic"], 64, "nat.behavior"),
    (["simulate", "town"], 64, "--output"),
    (["simulate", "town", "-o", "/proc/none"], 73, "/proc/none"),
    (["simulate", "town", "-o", "x", "--format", "nonsense"], 64, "nonsense"),
    (["simulate", "town", "-o", "x", "--format", "access-log"], 64, "NAT sessions"),
    (["simulate", "town", "-o", "x", "--compress", "lzw"], 64, "lzw"),
    (["simulate", "town", "--subscriber", "5000"], 64, "1 to 1000"),
  ])
  func `what is wrong is said`(arguments: [String], status: Int32, words: String) throws {
    let run = try NatlensRun(arguments)
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test func `a directory that holds something is not overwritten`() throws {
    let folder = Folder()
    #expect(try simulate(folder).status == 0)
    #expect(try simulate(folder).status == 73)
    #expect(try simulate(folder, ["--force"]).status == 0)
  }
}
