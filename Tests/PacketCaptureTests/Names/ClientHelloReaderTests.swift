import Testing

@testable import PacketCapture

@Suite struct ClientHelloReaderTests {
  /// What reading gives: the name, "-" for none, or the fault.
  func read(_ bytes: [UInt8], isAll: Bool = false) -> String {
    var reader = ClientHelloReader()
    do throws(MessageFault) {
      return try reader.read(bytes.span, isAll: isAll)
        ? String(decoding: reader.name, as: UTF8.self) : "-"
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

  @Test("every prefix needs more until all extensions are known; the last one may be cut")
  func prefixes() {
    let whole = MessageBuilder.clientHello("www.example.org", before: 30, after: 100)
    let known = whole.count - 100
    let named = known - 4
    for length in 0...whole.count {
      let part = Array(whole[..<length])
      #expect(read(part) == (length < known ? "more" : "www.example.org"))
      #expect(read(part, isAll: true) == (length < named ? "more" : "www.example.org"))
    }
  }

  @Test("a hello that contradicts itself behind the name is malformed, the name is kept")
  func damaged() {
    var bytes = MessageBuilder.clientHello("www.example.org", after: 20)
    bytes[bytes.count - 22] = 0xff  // length of the last extension
    var reader = ClientHelloReader()
    #expect(throws: MessageFault.malformed) { try reader.read(bytes.span) }
    #expect(reader.isNamed && String(decoding: reader.name, as: UTF8.self) == "www.example.org")
    reader.forget()
    #expect(!reader.isNamed)
  }

  @Test("a hello of SSL 2.0 is one, without a name; a near miss is none")
  func ssl2() {
    let rest: [UInt8] = [1, 3, 1, 0, 3, 0, 0, 0, 16] + [UInt8](repeating: 9, count: 19)
    let hello = [0x80, UInt8(rest.count)] + rest
    #expect(ClientHelloReader.canBegin(hello.span) == true)
    #expect(read(hello) == "-")
    for length in 0..<hello.count {
      let part = Array(hello[..<length])
      #expect(ClientHelloReader.canBegin(part.span) == false)
    }
    variants(of: hello) { bytes in _ = read(bytes) }
  }

  @Test("a hello over DTLS has a cookie behind the session id")
  func datagrams() {
    let name = MessageBuilder.serverName("dtls.test")
    var body: [UInt8] = [254, 253] + [UInt8](repeating: 7, count: 32) + [0, 3, 1, 2, 3]
    body += [0, 2, 0x13, 1, 1, 0] + PacketBuilder.uint16(name.count) + name
    let length = PacketBuilder.uint24(body.count)
    let handshake = [1] + length + [0, 0, 0, 0, 0] + length + body
    let bytes =
      [22, 254, 253] + [UInt8](repeating: 0, count: 8) + PacketBuilder.uint16(handshake.count)
      + handshake
    func read(_ bytes: [UInt8]) -> String {
      guard ClientHelloReader.canBeginDatagram(bytes.span) else { return "none" }
      var reader = ClientHelloReader()
      guard (try? reader.readDatagram(bytes.span)) == true else { return "-" }
      return String(decoding: reader.name, as: UTF8.self)
    }
    #expect(read(bytes) == "dtls.test")
    for length in 0..<bytes.count { #expect(read(Array(bytes[..<length])).count <= 4) }
    variants(of: bytes) { bytes in _ = read(bytes) }
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
    #expect(try reader.read(bytes.span) == true)
    #expect(reader.hello.offersECH)
    #expect(reader.hello.mark == 0x0707_0707)
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
