/// The 256 octets of addresses as decimal text.
///
/// Made once and kept for ever; nothing changes it afterwards, so threads share it.
@safe
struct OctetTexts: @unchecked Sendable {
  /// The one table.
  static let shared = OctetTexts()

  /// For each octet its digits and a point, the first in the lowest byte, and above those four
  /// bytes how many they are.
  private let entries: UnsafePointer<UInt64>

  private init() {
    let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 256)
    for value in 0..<256 {
      var entry: UInt64 = 0
      let digits = "\(value).".utf8
      for byte in digits.reversed() { entry = entry << 8 | UInt64(byte) }
      unsafe (table + value).initialize(to: entry | UInt64(digits.count) << 32)
    }
    unsafe entries = UnsafePointer(table)
  }

  /// The text of the lowest octet of a value with a point after it, and its length with the point.
  @inline(__always)
  subscript(_ value: UInt32) -> (text: UInt32, length: Int) {
    let entry = unsafe entries[Int(value & 255)]
    return (UInt32(truncatingIfNeeded: entry), Int(entry >> 32))
  }
}
