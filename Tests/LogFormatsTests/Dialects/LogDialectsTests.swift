import Foundation
import LogFormats
import Testing

@Suite struct LogDialectsTests {
  @Test func idsAreUniqueAndDescribed() {
    let ids = LogDialects.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for dialect in LogDialects.all {
      #expect(LogDialects.dialect(dialect.id)?.id == dialect.id)
      #expect(!dialect.title.isEmpty && !dialect.documentation.isEmpty)
      #expect(!dialect.kinds.isEmpty || dialect.isReadOnly)
    }
    #expect(LogDialects.dialect("nothing") == nil)
  }

  /// A header that is not looked for would be missing from all blocks but its own.
  @Test func whoHasHeadersSaysSo() {
    for dialect in LogDialects.all where !dialect.hasHeaders {
      for line in sampleLines[dialect.id, default: []].flatMap({ $0.split(separator: "\n") }) {
        #expect(dialect.role(of: LineCursor(Array(line.utf8).span)) != .header, "\(line)")
      }
    }
  }

  /// One file of the folder that declares a dialect for each line of the list.
  @Test func listAndFolderAgree() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/LogFormats/Dialects")
    var declared: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      if text.contains("package struct "),
        text.contains(": LogDialect {") || text.contains(": ReadOnlyDialect {")
      {
        declared.insert(name)
      }
    }
    #expect(declared == Set(LogDialects.all.map { "\(type(of: $0)).swift" }))
  }
}
