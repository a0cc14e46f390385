import Foundation
import NATModel
import Testing

@testable import LogFormats

/// Messages stored one after another.
struct FlowExportReaderTests {
  private typealias Build = ExportBuilder

  private func read(_ bytes: [UInt8]) throws -> ExportRun {
    let path = FileManager.default.temporaryDirectory.appending(path: "natlens-\(UUID())")
    try Data(bytes).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    return try ExportRun(path: path.path())
  }

  private let template = Build.set(2, Build.template(256, Build.sessionFields))
  private let data = Build.set(256, Build.session(4))

  @Test func recordsAreNumberedThroughTheFile() throws {
    let run = try read(
      Build.ipfix([template, data]) + Build.ipfix([data + data], sequence: 1)
        + Build.ipfix([data], sequence: 3))
    #expect(run.events.map(\.location.record) == [1, 2, 3, 4])
    #expect(run.report?.format == "ipfix" && run.report?.records == 4)
    #expect(run.report?.summary.total == 4 && run.report?.partial == false)
  }

  /// NetFlow v9 states no length: a header where a set must be begins the next packet.
  @Test func packetsOfNetFlow9AreTold() throws {
    let first = Build.netflow9(
      [Build.set(0, Build.template(256, Build.sessionFields)), data], sequence: 1)
    let run = try read(
      first + Build.netflow9([data], sequence: 2) + Build.netflow9([], sequence: 3))
    #expect(run.events.count == 2 && run.sum(\.messages) == 3)
    #expect(run.rejects.total == 0 && run.report?.format == "netflow9")
  }

  @Test func readingGoesOnBehindDamage() throws {
    let good = Build.ipfix([template, data])
    let run = try read(
      good + [UInt8](repeating: 0xee, count: 100) + Build.ipfix([data], sequence: 1))
    #expect(run.events.count == 2 && run.rejects.counts == [.damagedFile: 1])
    #expect(run.rejects.examples.first?.offset == UInt64(good.count))
  }

  /// Cut anywhere, a file gives what its whole records held.
  @Test func filesCutOff() throws {
    let file =
      Build.ipfix([template, data]) + Build.ipfix([data + data], sequence: 1)
    for length in stride(from: 16, to: file.count, by: 7) {
      let run = try read(Array(file[..<length]))
      #expect(run.events.count <= 3)
      #expect(run.events.allSatisfy { $0.inside == IPAddress("100.64.0.7") })
    }
  }

  /// Messages may lie across the buffer that they are read through.
  @Test func largeFiles() throws {
    var file = Build.ipfix([template])
    let records = [UInt8](
      (0..<400).flatMap { _ in Build.session(4) })
    for index in 0..<220 {
      file += Build.ipfix([Build.set(256, records)], sequence: UInt32(index * 400))
    }
    #expect(file.count > 2 << 20)
    let run = try read(file)
    #expect(run.events.count == 88_000 && run.rejects.total == 0)
    #expect(run.exporters[0].sequence.lost == 0)
  }
}
