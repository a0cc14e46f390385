/// Reads the header blocks that one side of an HTTP/2 connection sends (HPACK, RFC 7541), for their
/// authorities.
///
/// Blocks refer to a table that those before them filled, so all must be read, in order. Of the
/// entries only what can matter for the authority is kept, and of others their sizes.
struct HeaderBlockReader {
  /// Fields that this reader tells apart.
  private enum Name {
    case authority
    case host
    case other
  }

  private struct Entry {
    var name: Name
    /// Octets of the name.
    var nameLength: Int
    /// The value of an authority or host; of others nothing.
    var value: [UInt8]
    /// Octets of name and value and 32 more (section 4.1).
    var size: Int
  }

  /// The dynamic table from `oldest` on (section 2.3.3 numbers the latest first).
  private var table: [Entry] = []
  private var oldest = 0
  /// Sizes of its entries together.
  private(set) var size = 0
  /// The most that they may come to; what the sender chose last.
  private var limit = 4096

  /// The most that a sender may choose here; a receiver that allows more is not known.
  private static let maximumSize = 1 << 16

  /// The value of `:authority`, or of `host` if there is none (RFC 9113 section 8.3.1), or `nil`.
  ///
  /// O(block).
  mutating func authority(_ block: Span<UInt8>) throws(MessageFault) -> [UInt8]? {
    var authority: [UInt8]?
    var host: [UInt8]?
    var cursor = ByteCursor(offset: 0, limit: block.count)
    while cursor.offset < cursor.limit {
      guard let (name, value) = try field(block, &cursor) else { continue }
      switch name {
      case .authority: authority = authority ?? value
      case .host: host = host ?? value
      case .other: break
      }
    }
    return authority ?? host
  }

  /// One representation (section 6); `nil` for a change of the table's size.
  private mutating func field(
    _ block: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(MessageFault) -> (Name, [UInt8])? {
    let first = try cursor.uint8(block)
    if first & 0x80 != 0 {
      let entry = try entry(HeaderBlockReader.integer(first, bits: 7, block, &cursor))
      return (entry.name, entry.value)
    }
    if first & 0xe0 == 0x20 {
      let chosen = try HeaderBlockReader.integer(first, bits: 5, block, &cursor)
      guard chosen <= HeaderBlockReader.maximumSize else { throw .malformed }
      limit = chosen
      shrink(to: limit)
      return nil
    }
    let isAdded = first & 0x40 != 0
    let index = try HeaderBlockReader.integer(first, bits: isAdded ? 6 : 4, block, &cursor)
    let known = try index == 0 ? literalName(block, &cursor) : entry(index)
    let value = try text(block, &cursor)
    if isAdded { add(known, value) }
    return (known.name, value)
  }

  // MARK: - Table

  /// What an index stands for; entries of the static table have no authority as a value.
  private func entry(_ index: Int) throws(MessageFault) -> Entry {
    switch index {
    case 0: throw .malformed
    case ...HeaderBlockReader.staticLengths.count:
      let name: Name = index == 1 ? .authority : index == 38 ? .host : .other
      let length = HeaderBlockReader.staticLengths[index - 1]
      return Entry(name: name, nameLength: length, value: [], size: 0)
    default:
      let position = table.count - (index - HeaderBlockReader.staticLengths.count)
      guard position >= oldest else { throw .malformed }
      return table[position]
    }
  }

  /// Adds an entry; older ones make room, and one that is too large leaves the table empty (section
  /// 4.4).
  private mutating func add(_ known: Entry, _ value: [UInt8]) {
    let entry = Entry(
      name: known.name, nameLength: known.nameLength, value: known.name == .other ? [] : value,
      size: known.nameLength + value.count + 32)
    shrink(to: limit - entry.size)
    guard entry.size <= limit else { return }
    table.append(entry)
    size += entry.size
  }

  private mutating func shrink(to limit: Int) {
    while oldest < table.count, size > limit {
      size -= table[oldest].size
      table[oldest].value = []
      oldest += 1
    }
    if oldest > 64, oldest * 2 > table.count {
      table.removeFirst(oldest)
      oldest = 0
    }
  }

  /// Lengths of the names in the static table (appendix A), from `:authority` to `www-authenticate`.
  private static let staticLengths = [
    10, 7, 7, 5, 5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 14, 15, 15, 13, 6, 27, 3, 5, 13, 13, 19, 16, 16, 14,
    16, 13, 12, 6, 4, 4, 6, 7, 4, 4, 8, 17, 13, 8, 19, 13, 4, 8, 12, 18, 19, 5, 7, 7, 11, 6, 10, 25,
    17, 10, 4, 3, 16,
  ]

  // MARK: - Octets

  private func literalName(
    _ block: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(MessageFault) -> Entry {
    let text = try text(block, &cursor)
    let name: Name =
      text == HeaderBlockReader.authorityName
      ? .authority : text == HeaderBlockReader.hostName ? .host : .other
    return Entry(name: name, nameLength: text.count, value: [], size: 0)
  }

  private static let authorityName = Array(":authority".utf8)
  private static let hostName = Array("host".utf8)

  /// A string literal (section 5.2): Huffman bit and length, then as many octets.
  private func text(
    _ block: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(MessageFault) -> [UInt8] {
    let first = try cursor.uint8(block)
    let length = try HeaderBlockReader.integer(first, bits: 7, block, &cursor)
    try cursor.need(length, of: block)
    let range = cursor.offset..<cursor.offset + length
    cursor.offset += length
    guard first & 0x80 != 0 else { return [UInt8](block, range) }
    return try HuffmanCode.decode(block.extracting(range))
  }

  /// An integer with a prefix of some bits (section 5.1); more than 28 bits are malformed here.
  private static func integer(
    _ first: Int, bits: Int, _ block: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(MessageFault) -> Int {
    let mask = 1 << bits - 1
    var value = first & mask
    guard value == mask else { return value }
    for shift in stride(from: 0, through: 21, by: 7) {
      let next = try cursor.uint8(block)
      value += (next & 0x7f) << shift
      if next & 0x80 == 0 { return value }
    }
    throw .malformed
  }
}
