import Evidence
import Testing

@Suite struct PseudonymsTests {
  @Test func `keyed as HMAC-SHA256 says`() {
    // printf 'sub-alice' | openssl dgst -sha256 -hmac key
    #expect(Pseudonyms(key: Array("key".utf8)).subscriber("alice") == "sub-6daa149c")
  }

  @Test func `stable for one key, different for another`() {
    let first = Pseudonyms(seed: 1)
    #expect(first.subscriber("alice") == Pseudonyms(seed: 1).subscriber("alice"))
    #expect(first.subscriber("alice") != Pseudonyms(seed: 2).subscriber("alice"))
    #expect(first.subscriber("alice") != first.subscriber("bob"))
    #expect(first.subscriber("x").dropFirst(4) != first.insideAddress("x").dropFirst(3))
    #expect(!first.isRevealed)
  }

  @Test func `revealed passes identities through`() {
    #expect(Pseudonyms.revealed.subscriber("alice") == "alice")
    #expect(Pseudonyms.revealed.isRevealed)
  }

  @Test func `an empty key and an empty identity are legal`() {
    #expect(Pseudonyms(key: []).subscriber("").count == 12)
  }
}
