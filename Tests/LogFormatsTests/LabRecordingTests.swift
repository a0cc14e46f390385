import Foundation
import LogFormats
import NATModel
import Testing

/// The recordings of the lab.
private enum Lab {
  /// The folder, or `nil` where there is none.
  static let folder: URL? = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()  // LogFormatsTests
      .deletingLastPathComponent()  // Tests
      .deletingLastPathComponent()
      .appending(path: "samples/lab/recordings")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()
}

/// The resolver's logs of the lab's recordings, in this repository.
@Suite(.enabled(if: Lab.folder != nil, "samples/lab/recordings is not there"))
struct LabRecordingTests {
  @Test(arguments: [("fixed-ranges", 790), ("narrow-pool", 783), ("wide-pool", 782)])
  func everyAnswerNamesWhatWasAskedFor(recording: String, count: Int) throws {
    let folder = try #require(Lab.folder).appending(path: recording)
    let path = folder.appending(path: "dns.log.gz").path
    let got = try read(path)
    #expect(got.report.format == "dnsmasq" && got.report.rejects.total == 0)
    #expect(got.events.count == count)
    // Names that visitors never ask for are those of the content networks: aliases only.
    let hosts = Set(got.events.map { got.texts.string($0.host) })
    #expect(!hosts.contains { $0.hasPrefix("edge-") } && hosts.contains("media.radio.example"))
    let inside = try #require(IPAddress("100.64.0.0")).ipv4 >> 22
    #expect(got.events.allSatisfy { $0.inside.isIPv4 && $0.inside.ipv4 >> 22 == inside })
    for (threads, blockSize) in [(1, 300), (3, 1000)] {
      let again = try read(path, threads: threads, blockSize: blockSize)
      #expect(again.events == got.events, "\(threads) threads, blocks of \(blockSize)")
    }
  }
}
