import Foundation
import NATModel
import Testing

@testable import PacketCapture

/// Captures made to break decoders: no trap, no hang, every packet accounted for.
@Suite(.enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"))
struct HostileFileTests {
  @Test(
    "a hostile capture is read to its end and every packet is accounted for",
    arguments: SharedCaptures.files(in: ["fuzz", "flow", "flow-malformed", "nat", "radius"])
  )
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

  @Test("a compressed file cut off anywhere is damaged, with what came before kept")
  func cutCompressed() throws {
    let path = SharedCaptures.path("tls/zeek-tls-fragmented-handshake.pcap.gz")
    let bytes = try SharedCaptures.bytes(path)
    let whole = try CaptureRun.of(path: path)
    #expect(whole.damage == nil)
    let folder = FileManager.default.temporaryDirectory.appending(path: "natlens-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for length in [bytes.count / 2, bytes.count - 8, bytes.count - 1] {
      let cut = folder.appending(path: "\(length).pcap.gz")
      try Data(bytes[..<length]).write(to: cut)
      let run = try CaptureRun.of(path: cut.path())
      #expect(run.damage != nil)
      #expect(run.report.partial)
      #expect(run.report.rejects.counts[.damagedFile] == 1)
      #expect(run.report.records > 0 && run.report.records <= whole.report.records)
    }
  }
}
