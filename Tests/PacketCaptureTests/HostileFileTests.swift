import NATModel
import Testing

@testable import PacketCapture

/// Captures made to break decoders: no trap, no hang, every packet accounted for.
@Suite(.enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"))
struct HostileFileTests {
  @Test(
    "a hostile capture is read to its end and every packet is accounted for",
    arguments: SharedCaptures.files(in: ["fuzz", "quic", "flow", "flow-malformed", "nat", "radius"])
      .filter { !$0.hasSuffix(".gz") && !$0.hasSuffix(".ipfix") })
  func isReadWhole(file: String) throws {
    let run = try CaptureRun.of(path: SharedCaptures.path(file))
    let theirs = try #require(SharedCaptures.figures[file])
    #expect(Int(run.report.records) == theirs.packets)
    #expect(run.damage == nil)
    ConformanceTests.checkFlows(run)
  }

  @Test("a file cut off in its last record keeps what came before")
  func cutFile() throws {
    let path = SharedCaptures.path("file/file-nanosecond.pcap")
    let bytes = try SharedCaptures.bytes(path)
    let whole = try CaptureRun.of(bytes: bytes)
    #expect(whole.report.records == 3)
    for length in 24..<bytes.count {
      let run = try CaptureRun.of(bytes: Array(bytes[..<length]))
      #expect(run.report.records <= 3)
      #expect(run.report.records == 3 || run.report.partial || length == 24 || run.damage == nil)
      let flow = run.events(.flow).first
      #expect(flow == nil || flow?.location.record == 1)
    }
  }
}
