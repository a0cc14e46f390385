import NATModel
import Testing

@testable import PacketCapture

/// Messages that were damaged at random, read by one decoder with little memory.
@Suite struct NameMutationTests {
  typealias Build = PacketBuilder

  /// Good messages: protocol, server port, bytes.
  static func messages() throws -> [(proto: UInt8, port: Int, bytes: [UInt8])] {
    let hello = MessageBuilder.clientHello("www.example.test", before: 20, after: 30, record: 90)
    let request = "GET http://a.test/ HTTP/1.1\r\nHost: b.test:80\r\nX: y\r\n\r\n"
    let response = MessageBuilder.response(
      "a.test",
      answers: [
        MessageBuilder.record(MessageBuilder.pointer(12), type: 5, MessageBuilder.name("b.test")),
        MessageBuilder.address(MessageBuilder.name("b.test"), .server),
        MessageBuilder.record(
          MessageBuilder.pointer(12), type: 65,
          [0, 1, 0] + MessageBuilder.extensionOf(4, Build.bytes(.server2))),
      ])
    let initial = try QUICBuilder.initial(
      [QUICBuilder.crypto(0, QUICBuilder.hello("quic.test"))], id: [1, 2, 3, 4])
    return [
      (6, 443, hello), (6, 80, Array((request + request).utf8)),
      (6, 8080, HTTP2ConnectionTests.connection(HTTP2ConnectionTests.huffmanBlock)),
      (6, 53, Build.uint16(response.count) + response), (17, 53, response), (17, 443, initial),
      (17, 443, GoogleQUICHelloTests.packet([("SNI", Array("g.test".utf8))])),
    ]
  }

  /// Changes, removes, repeats or inserts a few bytes.
  static func damage(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
      case 2: bytes.removeSubrange(place...)
      default: bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
    }
    return bytes
  }

  @Test(
    "damaged messages of every kind, in pieces and whole", arguments: 1...4 as ClosedRange<UInt64>)
  func damaged(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let good = try NameMutationTests.messages()
    var options = CaptureOptions()
    options.maximumFlows = 64
    options.maximumStreamBytes = 1 << 16
    var decoder = CaptureDecoder(
      report: InputReport(name: "x"), file: 0, linkType: .ethernet, options: options)
    var texts = TextTable()
    var time: Int64 = 0
    var events = 0
    func add(_ frame: [UInt8]) {
      time += 1_000_000
      let header = PacketHeader(
        time: Timestamp(nanoseconds: time), originalLength: frame.count)
      decoder.add(header, frame.span, texts: &texts)
      events += decoder.events.count
      decoder.events.removeAll()
    }
    for round in 0..<3000 {
      let (proto, port, bytes) = good[Int.random(in: 0..<good.count, using: &random)]
      let damaged = NameMutationTests.damage(bytes, &random)
      let client = 1024 + round % 500
      if proto == 17 {
        add(CaptureReaderTests.frame(.client, .server, 17, Build.udp(client, port, damaged)))
        add(CaptureReaderTests.frame(.server, .client, 17, Build.udp(port, client, damaged)))
        continue
      }
      let cut = Int.random(in: 0...damaged.count, using: &random)
      let sequence = UInt32.random(in: 0 ... .max, using: &random)
      var segments = [(0, Array(damaged[..<cut])), (cut, Array(damaged[cut...]))]
      if Bool.random(using: &random) { segments.swapAt(0, 1) }
      if Bool.random(using: &random) {
        add(
          CaptureReaderTests.frame(
            .client, .server, 6, Build.tcp(client, port, sequence: sequence &- 1, flags: 2)))
      }
      for (offset, part) in segments {
        add(
          CaptureReaderTests.frame(
            .client, .server, 6,
            Build.tcp(client, port, sequence: sequence &+ UInt32(offset), part)))
      }
    }
    decoder.endCapture(&texts)
    events += decoder.events.count
    #expect(decoder.report.records == UInt64(time / 1_000_000))
    #expect(events > 100)
    #expect(decoder.statistics.clientHellos > 10 && decoder.statistics.dnsResponses > 10)
  }
}
