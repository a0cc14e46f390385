/// Good octets made bad in the ways that break decoders.
enum MutatedMessage {
  /// One mutation, or several, of one of the samples.
  static func make<Random: RandomNumberGenerator>(_ samples: [[UInt8]], _ random: inout Random)
    -> [UInt8]
  {
    var bytes = samples.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: bytes.removeSubrange(index...)
      case 3:
        let end = min(bytes.count, index + Int.random(in: 1...64, using: &random))
        bytes.insert(contentsOf: bytes[index..<end], at: index)
      case 4:
        let end = min(bytes.count, index + Int.random(in: 1...16, using: &random))
        bytes.removeSubrange(index..<end)
      case 5:
        // Lengths and counts are 16 bits: the ends of their range do most harm.
        guard index + 1 < bytes.count else { break }
        let values: [UInt16] = [0, 1, 3, 4, 255, 256, 32768, 65534, 65535]
        let value = values.randomElement(using: &random) ?? 0
        bytes[index] = UInt8(value >> 8)
        bytes[index + 1] = UInt8(value & 255)
      default: bytes += samples.randomElement(using: &random) ?? []
      }
    }
    return bytes
  }
}
