import Foundation
import Testing

/// Every reference log and capture goes through the binary: exit 0 or 65 and a message, no trap.
@Suite struct ReferenceDataTests {
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["NATLENS_SHARED"] {
      return URL(filePath: path)
    }
    return NatlensRun.root.appending(path: "../shared/data").standardized
  }()

  static let isPresent = FileManager.default.fileExists(atPath: folder.path)

  static func files(under subfolders: [String]) -> [String] {
    subfolders.flatMap { subfolder in
      let base = folder.appending(path: subfolder)
      let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
      return (names ?? []).sorted().map { base.appending(path: $0) }
    }
    .filter { url in
      let isFile = (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false
      return isFile && !url.path.hasSuffix("-expected.json") && url.pathExtension != "md"
    }
    .map(\.path)
  }

  @Test func `the reference data is there where it must be`() {
    if ProcessInfo.processInfo.environment["NATLENS_REQUIRE_SHARED"] != nil {
      #expect(ReferenceDataTests.isPresent)
    }
  }

  @Test(
    .enabled(if: isPresent, "the reference data is not beside this checkout"),
    arguments: files(under: [
      "logs", "captures/browse", "captures/dns", "captures/tls", "captures/file", "captures/link",
    ]))
  func `inspect ends well`(path: String) throws {
    let run = try NatlensRun(["inspect", "--json", path])
    #expect(run.status == 0 || run.status == 65, "\(run.status): \(run.errors)")
    let entry = try #require(try run.inspected().first, "no entry for \(path)")
    #expect(entry.format != nil || run.status == 65)
    if run.status == 65 { #expect(entry.problem != nil) }
  }
}
