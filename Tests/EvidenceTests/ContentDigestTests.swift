import Evidence
import Testing

@Suite struct ContentDigestTests {
  // FIPS 180-4 example values.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func `known digests`(text: String, expected: String) {
    #expect(ContentDigest.hexadecimal(of: text) == expected)
  }

  @Test func `chunks make no difference`() {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    var whole = ContentDigest()
    whole.update(bytes)
    var parts = ContentDigest()
    for start in stride(from: 0, to: bytes.count, by: 333) {
      let chunk = Array(bytes[start..<min(start + 333, bytes.count)])
      parts.update(chunk.span)
    }
    #expect(parts.hexadecimal == whole.hexadecimal)
  }
}
