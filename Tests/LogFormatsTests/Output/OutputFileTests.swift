import Foundation
import LogFormats
import Testing

@Suite struct OutputFileTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "natlens-output-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Pieces of text of many sizes, the empty one included, some MB together.
  private var pieces: [[UInt8]] {
    (0..<60).map { piece in
      (0..<(piece * piece * 37)).map { UInt8(truncatingIfNeeded: $0 &* piece ^ $0 >> 7) & 63 }
    }
  }

  private func plain(_ path: String) throws -> [UInt8] {
    var source = try InputSource.open(path)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var bytes: [UInt8] = []
    while true {
      let count = try source.read(into: &buffer, range: 0..<buffer.count)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  @Test(arguments: [nil] + Compression.written)
  func `what was written is read back, the same bytes in the background`(
    compression: Compression?
  ) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [Data] = []
    for inBackground in [false, true] {
      let path = folder.appending(path: "out-\(inBackground)").path
      let file = try OutputFile(path, compression: compression, inBackground: inBackground)
      for piece in pieces { try file.write(piece) }
      try file.finish()
      #expect(try plain(path) == pieces.flatMap { $0 })
      files.append(try Data(contentsOf: URL(filePath: path)))
    }
    // Nor do they depend on how the text was cut into pieces.
    let path = folder.appending(path: "out-whole").path
    let file = try OutputFile(path, compression: compression)
    try file.write(pieces.flatMap { $0 })
    try file.finish()
    files.append(try Data(contentsOf: URL(filePath: path)))
    #expect(files[0] == files[1] && files[0] == files[2])
    if compression != nil { #expect(files[0].count < pieces.joined().count) }
  }

  @Test func `a stream of nothing is a valid stream`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for compression in Compression.written {
      let path = folder.appending(path: "empty\(compression.suffix)").path
      try OutputFile(path, compression: compression).finish()
      #expect(try Data(contentsOf: URL(filePath: path)).count > 0)
      #expect(try plain(path).isEmpty)
    }
  }

  @Test func `what cannot be created or written is said`() throws {
    #expect(throws: OutputError.self) { try OutputFile("/nonexistent-folder/file") }
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let file = try OutputFile("/dev/full")
    #expect(throws: OutputError.self) {
      try file.write([UInt8](repeating: 0, count: 100))
    }
  }
}
