import Foundation
import Testing

/// Captures of both sides of a NAT, and of one side with a modelled NAT, through the command line.
@Suite struct CaptureSidesTests {
  static let inside = "samples/lab/recordings/narrow-pool/inside.pcap.zst"
  static let outside = "samples/lab/recordings/narrow-pool/outside.pcap.zst"
  static let lists = [
    "samples/lab/recordings/narrow-pool/subscribers.csv",
    "samples/lab/recordings/narrow-pool/truth.ndjson.gz",
    "samples/lab/recordings/narrow-pool/access-port.log.gz",
  ]

  /// Events of a run, as dictionaries.
  private func events(_ arguments: [String]) throws -> [[String: Any]] {
    let run = try NatlensRun(["convert", "--quiet"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return try run.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func `captures of both sides become sessions with a confidence`() throws {
    let events = try events([CaptureSidesTests.inside, CaptureSidesTests.outside])
    let sessions = events.filter { $0["kind"] as? String == "session" }
    #expect(sessions.count == 1158)
    for session in sessions {
      #expect(session["outside"] as? String == "203.0.113.1")
      #expect(session["confidence"] as? Double ?? 0 >= 0.99)
      #expect((session["inside"] as? String)?.hasPrefix("100.64.0.") == true)
    }
    let names = events.filter { $0["kind"] as? String == "name" }
    #expect(!names.isEmpty)
    #expect(names.allSatisfy { ($0["inside"] as? String)?.hasPrefix("100.64.0.") == true })
  }

  @Test func `stated sides overrule addresses, and files may be given in any order`() throws {
    let first = try events(["--outside", CaptureSidesTests.outside, CaptureSidesTests.inside])
    #expect(first.count { $0["kind"] as? String == "session" } == 1158)
    let alone = try events(["--outside", CaptureSidesTests.outside])
    let flows = alone.filter { $0["kind"] as? String == "flow" }
    #expect(!flows.isEmpty)
    #expect(flows.allSatisfy { $0["inside"] == nil && $0["outside"] != nil })
  }

  @Test func `bindings from both sides answer who a line of a server log was`() throws {
    let run = try NatlensRun(
      ["expose", "--json", "--quiet", CaptureSidesTests.inside, CaptureSidesTests.outside]
        + CaptureSidesTests.lists)
    #expect(run.status == 0, "\(run.errors)")
    let worlds = try run.json()["worlds"] as? [[String: Any]] ?? []
    let figures = try #require(worlds.first?["figures"] as? [[String: Any]])
    let figure = try #require(
      figures.first {
        $0["measure"] as? String == "outcome-split" && $0["part"] as? String == "unique-right"
          && $0["regime"] as? String == "connection"
          && $0["request"] as? String == "address+port+destination"
      })
    let right = try #require(figure["numerator"] as? Int)
    let asked = try #require(figure["denominator"] as? Int)
    #expect(asked == 1105)
    #expect(right * 10 > asked * 9)
  }

  @Test func `a NAT log beside the captures is believed and nothing is inferred`() throws {
    let events = try events([
      CaptureSidesTests.inside, CaptureSidesTests.outside,
      "samples/lab/recordings/narrow-pool/conntrack.log.gz",
    ])
    #expect(!events.contains { $0["kind"] as? String == "session" })
    #expect(events.contains { $0["kind"] as? String == "session-open" })
    #expect(events.contains { $0["kind"] as? String == "flow" })
  }

  @Test func `one side goes through a modelled NAT and says so`() throws {
    for behavior in ["dynamic", "port-block", "deterministic", "overloaded"] {
      let events = try events(["--model-nat", behavior, CaptureSidesTests.inside])
      let opened = events.filter { $0["kind"] as? String == "session-open" }
      #expect(opened.count > 1000, "\(behavior)")
      #expect(opened.allSatisfy { $0["exporter"] as? String == "modelled" })
      #expect(!events.contains { $0["kind"] as? String == "flow" })
    }
    let run = try NatlensRun([
      "expose", "--json", "--quiet", "--model-nat", "dynamic", CaptureSidesTests.inside,
      CaptureSidesTests.lists[0],
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("modelled"))
  }

  @Test func `inspect shows what carried the packets`() throws {
    let run = try NatlensRun(["inspect", "--json", "--quiet", CaptureSidesTests.inside])
    #expect(run.status == 0, "\(run.errors)")
    let files = try run.json()["files"] as? [[String: Any]] ?? []
    let details = try #require(files.first?["details"] as? [String: Any])
    #expect(details["tcp_conversations"] as? Int ?? 0 > 900)
  }

  @Test func `capture needs an interface that exists`() throws {
    let run = try NatlensRun(["capture", "-i", "nosuch0", "--seconds", "1"])
    #expect(run.status == 66 || run.status == 77)
    #expect(try NatlensRun(["capture", "-i", "lo", "--files", "3"]).status == 64)
  }
}
