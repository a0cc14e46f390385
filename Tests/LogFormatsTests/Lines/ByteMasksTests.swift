import CByteMasks
import NATModel
import Testing

/// What is chosen for this processor against what every processor has, so that both are tried wherever
/// one of them is used.
@Suite struct ByteMasksTests {
  private static let size = 20_000

  private func bytes(_ alphabet: String, seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    let letters = Array(alphabet.utf8)
    return (0..<ByteMasksTests.size + 128).map { _ in
      letters[Int(random.next() % UInt64(letters.count))]
    }
  }

  @Test func `addresses and ports are the same in both forms`() {
    var random = SeededGenerator(seed: 31)
    var found = 0
    for _ in 0..<20_000 {
      let octets = (0..<4).map { _ in String(random.next() % (random.next() % 9 == 0 ? 1200 : 256))
      }
      var text = Array((octets.joined(separator: ".") + "/\(random.next() % 70_000) ").utf8)
      if random.next() % 3 == 0 {
        text[Int(random.next() % UInt64(text.count))] =
          Array("0123456789./: a".utf8)[Int(random.next() % 15)]
      }
      let padded = Array("x       ".utf8) + text + [UInt8](repeating: 0x20, count: 64)
      unsafe padded.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return }
        let start = unsafe base + 8
        let chosen = unsafe natlens_endpoint(start, 0x2f)
        let plain = unsafe natlens_endpoint_portable(start, 0x2f)
        #expect(chosen.value >> 48 == 0 ? chosen.value == plain.value : plain.value >> 48 != 0)
        if chosen.value >> 48 == 0 {
          found += 1
          #expect(chosen.length == plain.length)
        }
        let address = unsafe natlens_ipv4(start)
        let other = unsafe natlens_ipv4_portable(start)
        #expect(address.value >> 48 == 0 ? address.value == other.value : other.value >> 48 != 0)
        if address.value >> 48 == 0 { #expect(address.length == other.length) }
      }
    }
    #expect(found > 5000)
  }

  @Test func `line breaks and marks are the same in both forms`() {
    let text = bytes("abc =\"[\n\t", seed: 32)
    unsafe text.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      for offset in stride(from: 0, to: ByteMasksTests.size, by: 37) {
        var chosen = [UInt16](repeating: 0, count: 256)
        var plain = chosen
        let size = UInt32(min(4096, ByteMasksTests.size - offset))
        let found = unsafe natlens_line_breaks(start + offset, size, &chosen)
        let other = unsafe natlens_line_breaks_portable(
          start.assumingMemoryBound(to: UInt8.self) + offset, size, &plain)
        #expect(found == other)
        let count = Int(found & 0xffff_ffff)
        #expect(chosen[..<count] == plain[..<count])
        let marks = unsafe natlens_look(start + offset, 0x5b)
        let same = unsafe natlens_look_portable(start + offset, 0x5b)
        #expect(
          marks.signs == same.signs && marks.gaps == same.gaps && marks.blanks == same.blanks
            && marks.quotes == same.quotes)
      }
    }
  }

  @Test func `needles and counts are the same in both forms`() {
    let text = bytes("0123456789.", seed: 33)
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      for offset in stride(from: 0, to: ByteMasksTests.size, by: 41) {
        let wanted = Array("42.".utf8)
        let distances: [UInt8] = [11, 10, 7]
        let count = UInt64((ByteMasksTests.size - offset) & ~63)
        let found = unsafe natlens_find(start + offset, count, wanted, distances)
        #expect(unsafe found == natlens_find_body(start + offset, count, wanted, distances))
        #expect(
          unsafe natlens_count(start + offset, count + 5, 0x2e)
            == natlens_count_body(start + offset, count + 5, 0x2e))
      }
    }
  }
}
