/// What is kept once for 256 rows of a ``PackedColumn``.
struct PackedBlock: Sendable, BitwiseCopyable {
  static let shift = 8
  static let rows = 1 << shift

  /// The smallest value of the block.
  let base: Int64
  /// Where the differences begin.
  private var offset: UInt32
  /// Bits of each difference, 0 to 64.
  private let width: UInt8
  /// The differences are counted in units of 1000 to the power of this.
  private let scale: UInt8

  /// A block whose rows are all alike.
  init(base: Int64) {
    self.base = base
    offset = 0
    width = 0
    scale = 0
  }

  /// Packs the values of a block and appends their bits.
  ///
  /// - Parameters:
  ///   - values: exactly 256.
  ///   - sharesFactor: looks for a common factor 1000, 10^6 or 10^9 of the differences.
  ///   - words: receives four words for each bit of the width.
  init(packing values: [Int64], sharesFactor: Bool, into words: inout [UInt64]) {
    var least = Int64.max
    var greatest = Int64.min
    for value in values {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    // In wrapping arithmetic the difference of the two ends of the range still fits.
    let range = UInt64(bitPattern: greatest &- least)
    scale = sharesFactor && range > 0 ? PackedBlock.scale(of: values, above: least) : 0
    base = least
    offset = UInt32(words.count)
    let greatestDifference = PackedBlock.divided(range, by: scale)
    width = UInt8(UInt64.bitWidth - greatestDifference.leadingZeroBitCount)
    guard width > 0 else { return }
    var word: UInt64 = 0
    var filled = 0
    let bits = Int(width)
    for value in values {
      let difference = PackedBlock.divided(UInt64(bitPattern: value &- least), by: scale)
      word |= difference << UInt64(filled)
      filled += bits
      if filled >= 64 {
        words.append(word)
        filled -= 64
        word = filled == 0 ? 0 : difference >> UInt64(bits - filled)
      }
    }
  }

  /// The same block where its words stand so much further on.
  func moved(by words: UInt32) -> PackedBlock {
    var copy = self
    copy.offset += words
    return copy
  }

  /// The value of a row from 0 to 255.
  @inline(__always)
  func value(_ row: Int, _ words: [UInt64]) -> Int64 {
    guard width > 0 else { return base }
    let bit = row &* Int(width)
    let word = Int(offset) &+ bit >> 6
    let shift = UInt64(bit & 63)
    var difference = words[word] >> shift
    if shift &+ UInt64(width) > 64 { difference |= words[word &+ 1] << (64 &- shift) }
    difference &= UInt64.max >> (64 &- UInt64(width))
    return base &+ Int64(bitPattern: difference &* PackedBlock.unit(scale))
  }

  /// The values of all rows.
  ///
  /// - Parameters:
  ///   - words: the words of all blocks.
  ///   - values: receives 256 values, from its beginning.
  func read(_ words: [UInt64], into values: inout [Int64]) {
    guard width > 0 else {
      for row in 0..<PackedBlock.rows { values[row] = base }
      return
    }
    let bits = UInt64(width)
    let mask = UInt64.max >> (64 &- bits)
    let unit = PackedBlock.unit(scale)
    var position = Int(offset)
    var word = words[position]
    var shift: UInt64 = 0
    for row in 0..<PackedBlock.rows {
      var difference = word >> shift
      shift &+= bits
      if shift >= 64 {
        shift &-= 64
        position += 1
        // After the last row the block may end with its word.
        if shift > 0 || row < PackedBlock.rows - 1 {
          word = words[position]
          // Of the bits that were taken, the highest `shift` stand in this word.
          if shift > 0 { difference |= word << (bits &- shift) }
        }
      }
      values[row] = base &+ Int64(bitPattern: (difference & mask) &* unit)
    }
  }

  /// 1000 to the power of a scale.
  @inline(__always)
  private static func unit(_ scale: UInt8) -> UInt64 {
    switch scale {
    case 0: 1
    case 1: 1000
    case 2: 1_000_000
    default: 1_000_000_000
    }
  }

  /// The largest scale whose unit divides every difference.
  private static func scale(of values: [Int64], above least: Int64) -> UInt8 {
    func all(_ isWhole: (UInt64) -> Bool) -> Bool {
      values.allSatisfy { isWhole(UInt64(bitPattern: $0 &- least)) }
    }
    if all({ $0 % 1_000_000_000 == 0 }) { return 3 }
    if all({ $0 % 1_000_000 == 0 }) { return 2 }
    return all { $0 % 1000 == 0 } ? 1 : 0
  }

  /// A difference in units of a scale; by constants, which costs no division.
  @inline(__always)
  private static func divided(_ difference: UInt64, by scale: UInt8) -> UInt64 {
    switch scale {
    case 0: difference
    case 1: difference / 1000
    case 2: difference / 1_000_000
    default: difference / 1_000_000_000
    }
  }
}
