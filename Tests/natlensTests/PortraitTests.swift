import Foundation
import Testing

@Suite struct PortraitTests {
  private static let capture = "samples/lab/recordings/wide-pool/inside.pcap.zst"

  @Test func `a home's capture seen through every record`() throws {
    let run = try NatlensRun(["portrait", "--quiet", Self.capture])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines[0] == "PORTRAIT OF inside.pcap.zst [modelled]")
    #expect(run.output.contains("\n  deterministic          —          —      —\n"))
    #expect(run.output.contains("\nNothing was sent anywhere.\n"))
    #expect(run.output.contains("WHAT THE PROVIDER WOULD NOT SEE"))
    #expect(lines.allSatisfy { $0.count <= 100 })
    // The lab's sites stand under names only where names are kept.
    let parts = run.output.components(separatedBy: "\nCONNECTION-HOST: ")
    #expect(parts.count == 2 && parts[1].contains("fonts.test") && !parts[0].contains(".test"))
  }

  @Test func `richer records hold more of the same connections`() throws {
    let document = try NatlensRun(["portrait", "--json", "--quiet", Self.capture]).json()
    #expect(document["schema"] as? String == "natlens.portrait/1")
    #expect(document["provenance"] as? String == "modelled")
    let regimes = document["regimes"] as? [[String: Any]] ?? []
    func records(_ id: String) -> Int {
      regimes.first { $0["regime"] as? String == id }?["records"] as? Int ?? -1
    }
    #expect(records("port-block") > 0 && records("port-block") < 20)
    #expect(records("binding") > 500 && records("binding") <= records("connection"))
    #expect(records("connection") == records("connection-host"))
    #expect(records("deterministic") == 0)
    let connections = try #require(document["connections"] as? Int)
    let untranslated = try #require(document["connections_untranslated"] as? Int)
    // Flows of one five-tuple within its timeout are one session of the translator.
    #expect(records("connection") <= connections - untranslated)
    #expect(records("connection") * 20 > connections * 19)
    let listed = regimes.last?["destinations"] as? [[String: Any]] ?? []
    #expect(
      listed.reduce(0) { $0 + ($1["records"] as? Int ?? 0) } == records("connection-host"))
    let profile = regimes.last?["profile"] as? [Int] ?? []
    #expect(profile.count == 48 && profile.reduce(0, +) == records("connection-host"))
    #expect(regimes[4]["destinations"] is NSNull && regimes[5]["hosts"] is NSNull)
  }

  @Test func `fixed ranges can be modelled as well, and say so`() throws {
    let run = try NatlensRun([
      "portrait", "--json", "--quiet", "--model-nat", "deterministic", Self.capture,
    ])
    let regimes = try run.json()["regimes"] as? [[String: Any]] ?? []
    #expect(regimes[2]["availability"] as? String == "kept")
    #expect(regimes[2]["records"] as? Int == 1)
  }

  @Test func `the page runs nothing, loads nothing and is not written over`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "natlens-portrait-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = ["portrait", "--quiet", Self.capture, "--output", folder.path]
    let run = try NatlensRun(arguments)
    #expect(run.status == 0 && run.output.hasSuffix("Open \(folder.path)/index.html\n"))
    let html = try String(
      contentsOf: folder.appending(path: "index.html"), encoding: .utf8)
    #expect(!html.contains("<script") && !html.contains("http://") && !html.contains("https://"))
    #expect(html.contains("What the provider would not see"))
    #expect(html.contains("<h3>NAT bindings [modelled]</h3>"))
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
    for link in html.matches(of: /\shref="#([^"]*)"/) {
      #expect(ids.contains(String(link.output.1)), "\(link.output.1)")
    }
    #expect(try NatlensRun(arguments).status == 73)
    #expect(try NatlensRun(arguments + ["--force"]).status == 0)
  }

  @Test func `what is no capture of a home is said to be none`() throws {
    let small = try SmallLog()
    let none = try NatlensRun(["portrait", small.log.path])
    #expect(none.status == 1 && none.errors.contains("no connection of a home to the Internet"))
    #expect(try NatlensRun(["portrait"]).status == 64)
    #expect(try NatlensRun(["portrait", "/nowhere.pcap"]).status == 66)
  }
}
