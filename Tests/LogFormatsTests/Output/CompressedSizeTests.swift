import Foundation
import LogFormats
import Testing

@Suite struct CompressedSizeTests {
  /// Lines that repeat themselves as those of a log do.
  private static let text = (0..<4000).flatMap {
    Array("2026-03-14T15:00:00Z cgn-1 open 100.64.0.\($0 % 250):\(40_000 + $0 * 7 % 9000)\n".utf8)
  }

  private func size(_ compression: Compression, _ level: Int, pieces: Int = 1) throws -> Int {
    let stream = try #require(CompressedSize(compression, level: level))
    let length = Self.text.count / pieces
    for piece in 0..<pieces {
      let end = piece == pieces - 1 ? Self.text.count : (piece + 1) * length
      stream.add(Array(Self.text[piece * length..<end]))
    }
    return try #require(stream.finish())
  }

  @Test(arguments: Compression.written)
  func `the size is that of the file that would be written`(_ compression: Compression) throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "natlens-size-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try OutputFile(path, compression: compression)
    try file.write(Self.text)
    try file.finish()
    let written = try #require(FileManager.default.contents(atPath: path)).count
    #expect(try size(compression, 1) == written)
  }

  @Test func `a higher level makes less of it, and nothing becomes a header`() throws {
    #expect(try size(.gzip, 6) < size(.gzip, 1))
    #expect(try size(.zstd, 19) < size(.zstd, 1))
    #expect(try size(.gzip, 6, pieces: 7) * 3 < Self.text.count)
    let nothing = try #require(CompressedSize(.gzip, level: 6))
    // Ten octets of header, two of an empty block, eight of checksum and length (RFC 1952).
    #expect(nothing.finish() == 20)
  }

  @Test func `what is not written has no size`() {
    #expect(CompressedSize(.xz, level: 6) == nil)
    #expect(CompressedSize(.bzip2, level: 6) == nil)
  }
}
