/// Cuts an input into blocks of whole lines.
///
/// Memory is bounded by one block, or by one line up to the limit where lines are longer than a
/// block. A line over the limit is delivered cut, one byte over the limit, as the last of its block;
/// the rest of it is passed over. So every line a parser sees with more bytes than the limit is one
/// `lineTooLong`, wherever blocks are cut.
///
/// Once told of a dialect whose lines hang together, it cuts only between records and hands each
/// block the last header before it.
struct LineBlockReader: ~Copyable {
  private var source: InputSource
  private let blockSize: Int
  private let lineLimit: Int
  /// The beginning of a line whose end was not in the last block.
  private var carry: [UInt8] = []
  private var offset: UInt64 = 0
  private var skipsRestOfLine = false
  private var isAtEnd = false
  private var grouping: RecordGrouping?
  private var header: [UInt8] = []

  /// A reader at the front of a source.
  init(_ source: consuming InputSource, blockSize: Int, lineLimit: Int) {
    self.source = source
    self.blockSize = blockSize
    self.lineLimit = lineLimit
  }

  /// Why the input ended before its time, or `nil`; final once ``next(into:)`` returned false.
  var damage: String? { source.damage }

  /// Plain bytes so far, those passed over included.
  var bytesRead: UInt64 { offset }

  /// What follows the blocks so far, for threads that read it in any order; `nil` for a stream, for a
  /// compressed file, and inside a line over the limit.
  func stretches(of length: Int) -> FileStretches? {
    guard !skipsRestOfLine, let file = source.positioned else { return nil }
    return FileStretches(of: file, from: offset, length: length, lineLimit: lineLimit)
  }

  /// Fills a block with the next lines; false at the end.
  ///
  /// Returns as soon as there are `wanted` lines that are not empty, so that a slow stream is not
  /// held back, or when the block is full or the input over.
  mutating func next(into block: inout LineBlock, wanted: Int = 1) throws(InputError) -> Bool {
    block.reserve(max(blockSize, carry.count + 1))
    block.bytes.replaceSubrange(0..<carry.count, with: carry)
    block.count = carry.count
    carry.removeAll(keepingCapacity: true)
    if skipsRestOfLine {
      guard try passOverRest(&block) else { return false }
    }
    block.offset = offset
    block.header = header
    var searched = 0
    var end = 0
    var lines = 0
    while true {
      if let last = ByteSearch.last(
        0x0a, in: block.bytes.span, from: searched, to: block.count)
      {
        end = last + 1
        if wanted > 1 { lines += LineBlockReader.lines(block, from: searched) }
        let isFull = block.count + LineBlock.padding == block.bytes.count
        if grouping != nil {
          let records = endOfRecords(block, to: end, isOver: false)
          if records > 0 { return finish(&block, at: records) }
        } else if wanted <= 1 || lines >= wanted || isFull {
          return finish(&block, at: end)
        }
      }
      searched = block.count
      let isFull = block.count + LineBlock.padding == block.bytes.count
      if end == 0, isFull || block.count - block.firstLine > lineLimit,
        let frames = OctetFrame.lastEnd(in: block.span, from: block.firstLine, to: block.count)
      {
        return finish(&block, at: frames)
      }
      if block.count - max(end, block.firstLine) > lineLimit {
        // No record goes on past a line that is over the limit.
        guard end > 0 else { return cut(&block) }
        return finish(&block, at: endOfRecords(block, to: end, isOver: true))
      }
      guard !isAtEnd else { break }
      if end > 0, block.count + LineBlock.padding == block.bytes.count {
        guard grouping != nil else { return finish(&block, at: end) }
        block.reserve(block.count * 2)
      }
      if block.count + LineBlock.padding == block.bytes.count {
        block.reserve(min(block.count * 2, max(lineLimit + 1, block.count + 1)))
      }
      let room = block.count..<block.bytes.count - LineBlock.padding
      let count = try source.read(into: &block.bytes, range: room)
      isAtEnd = count == 0
      block.count += count
    }
    guard block.count > 0 else { return false }
    block.endsWithoutBreak = true
    offset += UInt64(block.count)
    block.rawBytes = source.rawBytes
    block.pad()
    return true
  }

  /// From now on cuts between records of a dialect, and does so with the block just read.
  ///
  /// What follows the block's last whole record is given back; that may be all of it.
  mutating func adopt(_ dialect: any LogDialect, _ block: inout LineBlock) {
    guard dialect.linesHangTogether else { return }
    grouping = RecordGrouping(dialect: dialect, lineLimit: lineLimit)
    guard !isAtEnd || !carry.isEmpty else { return }
    let end = endOfRecords(block, to: block.count, isOver: false)
    carry.insert(contentsOf: block.bytes[end..<block.count], at: 0)
    offset -= UInt64(block.count - end)
    block.count = end
    block.pad()
  }

  /// One past the last record before `limit` that no further line can belong to; keeps the last
  /// header before it.
  ///
  /// `isOver` says that nothing can belong to the last record.
  private mutating func endOfRecords(_ block: LineBlock, to limit: Int, isOver: Bool) -> Int {
    guard let grouping else { return limit }
    let bytes = block.span
    if !isOver, let end = grouping.lastEnd(in: bytes, from: block.firstLine, to: limit) {
      return end
    }
    var position = 0
    while position < limit {
      let front = position == 0 ? min(block.firstLine, limit) : position
      let record = grouping.record(in: bytes, from: front, to: limit)
      guard record.isClosed || isOver else { break }
      if record.isHeader { keepHeader(block, front..<record.end) }
      position = record.end
    }
    return position
  }

  /// Keeps a header without its last line break, as a parser sees it.
  private mutating func keepHeader(_ block: LineBlock, _ range: Range<Int>) {
    header = Array(block.bytes[range])
    if header.last == 0x0a { header.removeLast() }
    if header.last == 0x0d { header.removeLast() }
  }

  /// How many line breaks from an index on end a line that is not empty.
  private static func lines(_ block: LineBlock, from start: Int) -> Int {
    var count = 0
    for index in max(start, 1)..<max(start, 1, block.count)
    where block.bytes[index] == 0x0a && block.bytes[index - 1] > 0x0d { count += 1 }
    return count
  }

  /// Ends the block after its last line break and keeps what follows for the next.
  private mutating func finish(_ block: inout LineBlock, at end: Int) -> Bool {
    carry.append(contentsOf: block.bytes[end..<block.count])
    block.count = end
    block.endsWithoutBreak = false
    offset += UInt64(end)
    block.rawBytes = source.rawBytes
    block.pad()
    return true
  }

  /// Ends the block inside a line that is over the limit.
  private mutating func cut(_ block: inout LineBlock) -> Bool {
    skipsRestOfLine = true
    block.endsWithoutBreak = false
    offset += UInt64(block.count)
    block.count = block.firstLine + lineLimit + 1
    block.rawBytes = source.rawBytes
    block.pad()
    return true
  }

  /// Drops bytes up to the line break of an over-long line; false if the input ends first.
  private mutating func passOverRest(_ block: inout LineBlock) throws(InputError) -> Bool {
    while true {
      if let found = ByteSearch.first(0x0a, in: block.bytes.span, from: 0, to: block.count) {
        let rest = Array(block.bytes[found + 1..<block.count])
        block.bytes.replaceSubrange(0..<rest.count, with: rest)
        offset += UInt64(found + 1)
        block.count = rest.count
        skipsRestOfLine = false
        return true
      }
      offset += UInt64(block.count)
      block.count = 0
      guard !isAtEnd else { return false }
      let room = 0..<block.bytes.count - LineBlock.padding
      block.count = try source.read(into: &block.bytes, range: room)
      isAtEnd = block.count == 0
    }
  }
}
