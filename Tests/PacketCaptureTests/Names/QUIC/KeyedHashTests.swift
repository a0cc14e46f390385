import Crypto
import Testing

@testable import PacketCapture

@Suite struct KeyedHashTests {
  @Test("equals HMAC and HKDF of swift-crypto, for keys and messages of many lengths")
  func equalsHMAC() {
    var random = SeededGenerator(seed: 7)
    func bytes(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    for keyLength in [0, 1, 20, 32, 63, 64] {
      let key = bytes(keyLength)
      let hash = KeyedHash(key: key)
      for length in [0, 1, 54, 55, 56, 64, 200] {
        let message = bytes(length)
        let code = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key))
        #expect(hash(message) == Array(code))
        #expect(hash(message, count: 12) == Array(code).dropLast(20))
      }
    }
  }
}
