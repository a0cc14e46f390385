import Testing

/// Figures whose sessions a virtual NAT supplied say so wherever they are printed.
@Suite struct ModelledTests {
  private static let capture = "samples/lab/recordings/wide-pool/inside.pcap.zst"

  @Test func `who marks the regime that answers and those that would`() throws {
    let arguments = ["who", "203.0.113.1:1024@2026-11-24T12:18:00Z", "--quiet"]
    let modelled = try NatlensRun(arguments + ["--model-nat", "port-block", Self.capture])
    let header = try #require(modelled.output.split(separator: "\n").first)
    #expect(header.hasSuffix("regime connection [modelled]"))
    #expect(modelled.output.contains("\n  port-block [modelled]  "))
    #expect(!modelled.output.contains("deterministic [modelled]"), "there is no such log")
    let small = try SmallLog()
    let real = try NatlensRun(
      ["who", "203.0.113.1:1024@2026-03-14T15:00:30Z"] + small.paths)
    #expect(real.status == 0 && !real.output.contains("[modelled]"))
  }

  @Test func `volume marks the table of each modelled regime`() throws {
    let run = try NatlensRun([
      "volume", "--quiet", "--model-nat", "port-block", "--regime", "port-block", "--sample", "100",
      Self.capture,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\nPORT-BLOCK [modelled]: "))
    #expect(run.output.contains("  [modelled]\n"))
  }
}
