import Evidence
import Foundation
import Testing

@Suite struct EvidenceBundleTests {
  let bundle = EvidenceBundle(SampleContent.content())

  @Test func `holds page, document, tables and sums`() {
    let paths = bundle.files.map(\.path)
    #expect(paths.last == "SHA256SUMS")
    #expect(paths.contains("index.html"))
    #expect(paths.contains("report.json"))
    #expect(paths.contains("data/measure-active-bins.csv"))
    #expect(Set(paths).count == paths.count)
  }

  /// Set `NATLENS_SAMPLE_REPORT` to a folder to look at the sample report in a browser.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["NATLENS_SAMPLE_REPORT"] != nil))
  func `writes the sample report`() throws {
    let folder = URL(
      filePath: ProcessInfo.processInfo.environment["NATLENS_SAMPLE_REPORT"] ?? "")
    for file in bundle.files {
      let url = folder.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
  }
}
