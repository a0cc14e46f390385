import Testing

@testable import PacketCapture

@Suite struct ClientHelloReaderTests {
  /// What reading gives: the name, "-" for none, or the fault.
  func read(_ bytes: [UInt8]) -> String {
    var reader = ClientHelloReader()
    do throws(MessageFault) {
      let (_, isNamed) = try reader.read(bytes.span)
      return isNamed ? String(decoding: reader.name, as: UTF8.self) : "-"
    } catch {
      if case .needMore(let count) = error { return count > bytes.count ? "more" : "stuck" }
      return "malformed"
    }
  }

  @Test("the name, lower case and without a trailing dot; addresses are kept")
  func names() {
    #expect(read(MessageBuilder.clientHello("WWW.Example.ORG")) == "www.example.org")
    #expect(read(MessageBuilder.clientHello("a.test.")) == "a.test")
    #expect(read(MessageBuilder.clientHello("192.0.2.7")) == "192.0.2.7")
    #expect(read(MessageBuilder.clientHello("a b\"\n")) == #"a\032b"\010"#)
    #expect(read(MessageBuilder.clientHello(nil)) == "-")
    #expect(read(MessageBuilder.clientHello("")) == "-")
    #expect(read(MessageBuilder.clientHello(String(repeating: "x", count: 256))) == "-")
  }

  @Test("every prefix needs more until the name is there, then has it")
  func prefixes() {
    let whole = MessageBuilder.clientHello("www.example.org", before: 30, after: 100)
    let end = whole.count - 104
    for length in 0...whole.count {
      #expect(read(Array(whole[..<length])) == (length < end ? "more" : "www.example.org"))
    }
  }

  @Test("a hello cut into records of any size is joined", arguments: [1, 2, 3, 5, 50, 149])
  func records(size: Int) {
    let bytes = MessageBuilder.clientHello("www.example.org", before: 20, after: 10, record: size)
    #expect(read(bytes) == "www.example.org")
    for length in 0..<(bytes.count / 2) {
      let result = read(Array(bytes[..<length]))
      // A first record of fewer than four octets does not even hold the handshake header.
      #expect(result == "more" || size < 4)
    }
  }

  @Test("encrypted_client_hello is noticed, the outer name kept")
  func encrypted() throws {
    let handshake = MessageBuilder.handshake(extensions: [
      MessageBuilder.serverName("public.example"),
      MessageBuilder.extensionOf(0xfe0d, [1, 2, 3]),
    ])
    let bytes = MessageBuilder.records(handshake, of: 1000)
    var reader = ClientHelloReader()
    let (hello, isNamed) = try reader.read(bytes.span)
    #expect(hello.offersECH && isNamed)
  }

  @Test("a hello without extensions has no name")
  func noExtensions() {
    let body: [UInt8] = [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0, 2, 0, 47, 1, 0]
    let handshake = [1] + PacketBuilder.uint24(body.count) + body
    #expect(read(MessageBuilder.records(handshake, of: 1000)) == "-")
  }

  @Test("lengths that contradict each other are malformed")
  func malformed() {
    let good = MessageBuilder.handshake(extensions: [MessageBuilder.serverName("a.test")])
    var bytes = good
    bytes[bytes.count - 7] = 200  // length of the name
    #expect(read(MessageBuilder.records(bytes, of: 1000)) == "malformed")
    bytes = good
    bytes[38] = 250  // length of the session id
    #expect(read(MessageBuilder.records(bytes, of: 1000)) == "malformed")
    bytes = good
    bytes[1] = 0xff  // a handshake message of 16 MB
    #expect(read(MessageBuilder.records(bytes, of: 1000)) == "malformed")
    let empty: [UInt8] = [22, 3, 1, 0, 0, 1, 0, 0, 9]
    #expect(read(empty) == "malformed")
  }

  @Test("no variant traps, and none waits for bytes that are there")
  func hostile() {
    for size in [7, 1000] {
      let good = MessageBuilder.clientHello("www.example.org", before: 9, after: 9, record: size)
      variants(of: good) { bytes in #expect(read(bytes) != "stuck") }
    }
  }

  @Test("what can begin a hello")
  func canBegin() {
    let cases: [([UInt8], Bool)] = [
      ([], false), ([22], true), ([22, 3], true), ([22, 2], false), ([22, 3, 1, 0, 9, 1], true),
      ([22, 3, 1, 0, 9, 2], false), ([23, 3, 1, 0, 9, 1], false),
    ]
    for (bytes, expected) in cases { #expect(ClientHelloReader.canBegin(bytes.span) == expected) }
  }
}
