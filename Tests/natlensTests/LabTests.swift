import Foundation
import Testing

/// The main job on the committed recordings: what the matrix must say, and who was behind each line
/// of the access logs.
@Suite struct LabTests {
  static func recording(_ name: String) -> String { "samples/lab/recordings/\(name)" }

  /// One figure of `natlens.expose/1`.
  struct Share {
    var status: String
    var numerator: Int
    var denominator: Int
  }

  /// The parts of the outcome split of one recording, by part, regime and type of request.
  private func outcomes(_ name: String) throws -> [String: Share] {
    let run = try NatlensRun(["expose", "--json", "--quiet", LabTests.recording(name)])
    #expect(run.status == 0, "\(run.errors)")
    let worlds = try run.json()["worlds"] as? [[String: Any]] ?? []
    let figures = try #require(worlds.first?["figures"] as? [[String: Any]])
    var shares: [String: Share] = [:]
    for figure in figures where figure["measure"] as? String == "outcome-split" {
      guard let part = figure["part"] as? String, let regime = figure["regime"] as? String,
        let request = figure["request"] as? String
      else { continue }
      shares["\(part) \(regime) \(request)"] = Share(
        status: figure["status"] as? String ?? "", numerator: figure["numerator"] as? Int ?? 0,
        denominator: figure["denominator"] as? Int ?? 0)
    }
    return shares
  }

  @Test func `fixed ranges are told by configuration, blocks and bindings alike`() throws {
    let shares = try outcomes("fixed-ranges")
    for regime in ["deterministic", "port-block", "binding", "connection"] {
      let right = try #require(shares["unique-right \(regime) address+port"])
      #expect(right.denominator == 1116 && right.numerator == 1116, "\(regime)")
      #expect(shares["unique-wrong \(regime) address+port"]?.numerator == 0)
      let byAddress = try #require(shares["unique-right \(regime) address"])
      #expect(byAddress.numerator * 20 < byAddress.denominator, "\(regime)")
    }
    for regime in ["register", "assignment"] {
      #expect(shares["unique-right \(regime) address+port"]?.status == "unanswerable")
    }
  }

  @Test func `in the wide pool bindings answer and block regimes do not exist`() throws {
    let shares = try outcomes("wide-pool")
    let right = try #require(shares["unique-right binding address+port"])
    #expect(right.denominator == 1107 && right.numerator >= 1100)
    #expect(shares["unique-wrong binding address+port"]?.numerator == 0)
    for regime in ["deterministic", "port-block"] {
      #expect(shares["unique-right \(regime) address+port"]?.status == "not-in-this-log")
    }
    let named = try #require(shares["unique-right connection address+destination"])
    let unnamed = try #require(shares["unique-right binding address+destination"])
    #expect(named.numerator > 5 * unnamed.numerator)
  }

  @Test func `in the narrow pool the port is shared and the destination decides`() throws {
    let shares = try outcomes("narrow-pool")
    let byPort = try #require(shares["unique-right binding address+port"])
    let ambiguous = try #require(shares["ambiguous binding address+port"])
    let withDestination = try #require(
      shares["unique-right connection address+port+destination"])
    #expect(byPort.denominator == 1105 && ambiguous.numerator > 900)
    #expect(withDestination.numerator > 950)
    #expect(shares["unique-wrong connection address+port+destination"]?.numerator == 0)
  }

  /// The recordings hold ulogd's log of the NAT beside conntrack's: it must not count twice.
  @Test func `a second log of the same NAT is passed over and said`() throws {
    let folder = LabTests.recording("fixed-ranges")
    let both = try NatlensRun(["expose", "--json", folder])
    #expect(both.status == 0)
    #expect(
      both.errors.contains(
        "passed over: \(folder)/ulogd.log.gz: its sessions repeat those of "
          + "\(folder)/conntrack.log.gz and are left out"), "\(both.errors)")
    // Alone it is a log like any other.
    let alone = try NatlensRun(["inspect", "--json", "\(folder)/ulogd.log.gz"])
    #expect(alone.status == 0 && alone.output.contains("ulogd"))
  }

  /// The answers to every line of an access log, with the subscriber that truth names.
  private func answers(
    _ recording: String, _ log: String
  ) throws -> [(verdict: String, candidates: [String], label: String)] {
    let folder = LabTests.recording(recording)
    let run = try NatlensRun([
      "who", "--requests", "\(folder)/\(log)", "--reveal", "--json", "--quiet",
      "\(folder)/conntrack.log.gz", "\(folder)/subscribers.csv",
    ])
    let results = try run.json()["results"] as? [[String: Any]] ?? []
    return results.map { result in
      let candidates = result["candidates"] as? [[String: Any]] ?? []
      let request = result["request"] as? [String: Any] ?? [:]
      return (
        result["verdict"] as? String ?? "",
        candidates.compactMap { $0["subscriber"] as? String }, request["label"] as? String ?? ""
      )
    }
  }

  /// What the clients of a recording wrote down themselves, a record a line.
  static func truth(of recording: String) throws -> [[String: Any]] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", "\(LabTests.recording(recording))/truth.ndjson.gz"]
    process.currentDirectoryURL = NatlensRun.root
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try data.split(separator: 0x0a).map { line in
      try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
    }
  }

  private func truth(_ recording: String) throws -> [String: String] {
    var requesters: [String: String] = [:]
    for object in try LabTests.truth(of: recording) {
      guard object["kind"] as? String == "request", let token = object["token"] as? String else {
        continue
      }
      requesters["/p/" + token] = object["subscriber"] as? String
    }
    return requesters
  }

  @Test(arguments: ["fixed-ranges", "wide-pool"])
  func `every line with a port leads to its subscriber`(recording: String) throws {
    let truth = try truth(recording)
    let answers = try answers(recording, "access-port.log.gz")
    #expect(answers.count == truth.count)
    for answer in answers {
      let right = try #require(truth[answer.label])
      #expect(answer.verdict == "unique" && answer.candidates == [right], "\(answer.label)")
    }
  }

  @Test(arguments: ["fixed-ranges", "wide-pool", "narrow-pool"])
  func `every line without a port is ambiguous, the right one among them`(
    recording: String
  ) throws {
    let truth = try truth(recording)
    let answers = try answers(recording, "access.log.gz")
    #expect(answers.count == truth.count)
    let ambiguous = answers.count { $0.verdict == "ambiguous" }
    #expect(ambiguous * 100 >= answers.count * 99)
    for answer in answers {
      let right = try #require(truth[answer.label])
      #expect(answer.candidates.contains(right), "\(answer.label)")
    }
  }
}
