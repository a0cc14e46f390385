/// The Huffman code of HPACK (RFC 7541 appendix B).
///
/// The code is canonical: codes of one length are consecutive, in the order of their symbols, and
/// follow those that are shorter. So the lengths say everything.
enum HuffmanCode {
  /// Length of the code of each octet in bits; the end of the string has 30.
  private static let lengths: [UInt8] = [
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
    28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
    5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
    13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
    15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
    6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
    20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
    24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
    22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
    21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
    26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
    19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
    20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
    26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
  ]

  /// Octets in the order of their codes, and for each length the first code and its position.
  private static let table: (octets: [UInt8], first: [Int], position: [Int]) = {
    let octets = (0...UInt8.max).sorted {
      (lengths[Int($0)], $0) < (lengths[Int($1)], $1)
    }
    var first = [Int](repeating: 0, count: 32)
    var position = [Int](repeating: 0, count: 32)
    var code = 0
    var index = 0
    for length in 1...30 {
      first[length] = code
      position[length] = index
      let count = lengths.count { Int($0) == length }
      index += count
      code = (code + count) << 1
    }
    return (octets, first, position)
  }()

  /// The text that a coded string stands for.
  ///
  /// Padding must be fewer than eight bits, all ones (section 5.2). O(length).
  static func decode(_ bytes: Span<UInt8>) throws(MessageFault) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 8 / 5)
    var code = 0
    var length = 0
    var isOnes = true
    for index in bytes.indices {
      for shift in (0..<8).reversed() {
        let bit = Int(bytes[index] >> shift & 1)
        code = code << 1 | bit
        length += 1
        isOnes = isOnes && bit == 1
        guard length <= 30 else { throw .malformed }
        let rank = code - table.first[length]
        let count = table.position[min(length + 1, 31)] - table.position[length]
        if rank >= 0, rank < (length == 30 ? 3 : count) {
          text.append(table.octets[table.position[length] + rank])
          code = 0
          length = 0
          isOnes = true
        }
      }
    }
    guard length < 8, isOnes else { throw .malformed }
    return text
  }
}
