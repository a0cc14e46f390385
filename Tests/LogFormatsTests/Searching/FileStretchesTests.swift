import Foundation
import Testing

@testable import LogFormats

@Suite struct FileStretchesTests {
  private static func stretches(
    of file: ScratchFile, from start: Int, length: Int, lineLimit: Int
  ) throws -> FileStretches {
    let source = try InputSource.open(file.path)
    let opened = source.positioned
    let positioned = try #require(opened)
    return FileStretches(
      of: positioned, from: UInt64(start), length: length, lineLimit: lineLimit)
  }

  /// The lines of every block, cut one byte over the limit as a parser sees them.
  private static func lines(_ stretches: FileStretches, lineLimit: Int, start: Int) throws
    -> [(offset: Int, text: [UInt8])]
  {
    var lines: [(Int, [UInt8])] = []
    var block = LineBlock()
    var number = 0
    while try stretches.read(number, into: &block) {
      var position = 0
      while position < block.count {
        let end = block.bytes[position..<block.count].firstIndex(of: 0x0a) ?? block.count
        lines.append(
          (Int(block.offset) + position, Array(block.bytes[position..<end].prefix(lineLimit + 1))))
        position = end + 1
      }
      #expect(block.bytes[block.count..<block.count + LineBlock.padding].allSatisfy { $0 == 0 })
      number += 1
    }
    return lines
  }

  @Test func `every line comes out once, wherever the file is cut`() throws {
    var random = SeededGenerator(seed: 8)
    for round in 0..<300 {
      let count = Int(random.next() % 400)
      // Short lines, empty ones, and some far over the limit.
      let breaks = round % 3 == 0 ? 60 : 7
      let bytes = (0..<count).map { _ -> UInt8 in
        let number = Int(random.next() % UInt64(breaks))
        return number == 0 ? 0x0a : UInt8(ascii: "a") + UInt8(number % 26)
      }
      let file = try ScratchFile(bytes)
      let limit = 1 + Int(random.next() % 40)
      let length = 1 + Int(random.next() % 90)
      // From the front of any line on.
      let fronts = [0] + bytes.indices.filter { bytes[$0] == 0x0a }.map { $0 + 1 }
      let start = fronts[Int(random.next() % UInt64(fronts.count))]
      var expected: [(offset: Int, text: [UInt8])] = []
      var position = start
      while position < count {
        let end = bytes[position...].firstIndex(of: 0x0a) ?? count
        expected.append((position, Array(bytes[position..<end].prefix(limit + 1))))
        position = end + 1
      }
      let stretches = try Self.stretches(of: file, from: start, length: length, lineLimit: limit)
      let lines = try Self.lines(stretches, lineLimit: limit, start: start)
      #expect(lines.map(\.offset) == expected.map(\.offset))
      #expect(lines.map(\.text) == expected.map(\.text))
    }
  }

  @Test func `only the last line of the file can lack its break`() throws {
    let file = try ScratchFile(Array("one\ntwo\nthree".utf8))
    let stretches = try Self.stretches(of: file, from: 0, length: 4, lineLimit: 100)
    var block = LineBlock()
    #expect(try stretches.read(0, into: &block))
    #expect(block.count == 4 && !block.endsWithoutBreak && block.rawBytes == 4)
    #expect(try stretches.read(2, into: &block))
    #expect(block.count == 5 && block.endsWithoutBreak && block.offset == 8)
    #expect(try stretches.read(3, into: &block))
    #expect(block.count == 0)
    #expect(try !stretches.read(4, into: &block))
  }

  @Test func `a file that shrank ends earlier`() throws {
    let file = try ScratchFile(Array("first line\nsecond line\nthird line\n".utf8))
    let stretches = try Self.stretches(of: file, from: 0, length: 20, lineLimit: 100)
    let code = unsafe truncate(file.path, 14)
    #expect(code == 0)
    var block = LineBlock()
    #expect(try stretches.read(0, into: &block))
    #expect(Array(block.bytes[0..<block.count]) == Array("first line\nsec".utf8))
    #expect(try stretches.read(1, into: &block))
    #expect(block.count == 0)
  }

  @Test func `compressed files and streams have no stretches`() throws {
    let gzip: [UInt8] = [
      0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0xe4, 2, 0, 0x07, 0xa1, 0xea, 0xdd, 2, 0, 0, 0,
    ]
    let file = try ScratchFile(gzip)
    let source = try InputSource.open(file.path)
    let opened = source.positioned
    #expect(source.compression == .gzip && opened == nil)
  }
}
