/// Reads the first header block of an HTTP/2 connection (HPACK, RFC 7541) for its authority.
///
/// The dynamic table is empty when the block begins; of what the block adds, only what can matter
/// for the authority is kept.
struct HeaderBlockReader {
  /// Fields that this reader tells apart.
  private enum Name {
    case authority
    case host
    case other
  }

  /// What the block added to the table, oldest first (section 2.3.3 numbers the latest first).
  private var added: [(name: Name, value: [UInt8])] = []
  /// Entries of the static table (appendix A).
  private static let staticCount = 61

  /// The value of `:authority`, or of `host` if there is none (RFC 9113 section 8.3.1), or `nil`.
  ///
  /// O(block).
  mutating func authority(_ block: Span<UInt8>) throws(MessageFault) -> [UInt8]? {
    var host: [UInt8]?
    var cursor = ByteCursor(offset: 0, limit: block.count)
    while cursor.offset < cursor.limit {
      guard let (name, value) = try field(block, &cursor) else { continue }
      switch name {
      case .authority: return value
      case .host: host = host ?? value
      case .other: break
      }
    }
    return host
  }

  /// One representation (section 6); `nil` for a change of the table's size.
  private mutating func field(
    _ block: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(MessageFault) -> (Name, [UInt8])? {
    let first = try cursor.uint8(block)
    if first & 0x80 != 0 {
      return try entry(HeaderBlockReader.integer(first, bits: 7, block, &cursor))
    }
    if first & 0xe0 == 0x20 {
      _ = try HeaderBlockReader.integer(first, bits: 5, block, &cursor)
      return nil
    }
    let isAdded = first & 0x40 != 0
    let index = try HeaderBlockReader.integer(first, bits: isAdded ? 6 : 4, block, &cursor)
    let name = try index == 0 ? literalName(block, &cursor) : entry(index).0
    let value = try text(block, &cursor)
    if isAdded { added.append((name, value)) }
    return (name, value)
  }

  /// What an index stands for; entries of the static table have no authority as a value.
  private func entry(_ index: Int) throws(MessageFault) -> (Name, [UInt8]) {
    switch index {
    case 0: throw .malformed
    case 1: return (.authority, [])
    case 38: return (.host, [])
    case ...HeaderBlockReader.staticCount: return (.other, [])
    default:
      let position = added.count - (index - HeaderBlockReader.staticCount)
      guard added.indices.contains(position) else { throw .malformed }
      return added[position]
    }
  }

  private func literalName(
    _ block: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(MessageFault) -> Name {
    let name = try text(block, &cursor)
    if name == Array(":authority".utf8) { return .authority }
    return name == Array("host".utf8) ? .host : .other
  }

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
