/// A plain file cut into stretches of equal length that threads read in any order.
///
/// A line belongs to the stretch in which it begins, so that every line is read once whatever is cut
/// where. The same lines come out as from ``LineBlockReader``; one over the limit is cut one byte over
/// it. Bytes written to the file after it was opened are not read.
struct FileStretches: Sendable {
  private let file: PositionedFile
  private let start: UInt64
  private let length: Int
  private let lineLimit: Int

  /// The rest of a file from the front of a line on.
  init(of file: PositionedFile, from start: UInt64, length: Int, lineLimit: Int) {
    self.file = file
    self.start = start
    self.length = length
    self.lineLimit = lineLimit
  }

  /// Fills a block with the lines that begin in a stretch, numbered from 0; false behind the last.
  ///
  /// The block is empty where a long line passes over the whole stretch. Reads at most the stretch and
  /// a line of the limit's length behind it.
  func read(_ number: Int, into block: inout LineBlock) throws(InputError) -> Bool {
    let from = start + UInt64(number) * UInt64(length)
    guard from < file.size else { return false }
    let next = min(from + UInt64(length), file.size)
    block.count = 0
    block.header = []
    block.endsWithoutBreak = false
    block.rawBytes = next
    block.reserve(length + lineLimit + 2)
    var first = from
    if number > 0 {
      let found = try endOfLine(from: from - 1, to: next - 1, &block)
      // The line that covers the stretch belongs to one before it.
      guard let found else { return finish(&block, at: next) }
      first = found
    }
    var end = next
    var isCut = false
    if next < file.size {
      let limit = min(next + UInt64(lineLimit) + 1, file.size)
      let found = try endOfLine(from: next - 1, to: limit, &block)
      end = found ?? limit
      isCut = found == nil && limit < file.size
    }
    block.count = try file.read(Int(end - first), at: first, into: &block.bytes)
    if isCut {
      let last = ByteSearch.last(0x0a, in: block.bytes.span, from: 0, to: block.count) ?? -1
      block.count = min(block.count, last + 1 + lineLimit + 1)
    } else {
      block.endsWithoutBreak = block.count > 0 && block.bytes[block.count - 1] != 0x0a
    }
    return finish(&block, at: first)
  }

  private func finish(_ block: inout LineBlock, at offset: UInt64) -> Bool {
    block.offset = offset
    block.pad()
    return true
  }

  /// One past the first line break in a range of the file, or `nil`; uses the block's storage.
  private func endOfLine(from start: UInt64, to end: UInt64, _ block: inout LineBlock)
    throws(InputError) -> UInt64?
  {
    var position = start
    var wanted = 512
    while position < end {
      let count = try file.read(
        min(wanted, block.bytes.count, Int(clamping: end - position)), at: position,
        into: &block.bytes)
      guard count > 0 else { return nil }
      if let found = ByteSearch.first(0x0a, in: block.bytes.span, from: 0, to: count) {
        return position + UInt64(found) + 1
      }
      position += UInt64(count)
      wanted *= 8
    }
    return nil
  }
}
