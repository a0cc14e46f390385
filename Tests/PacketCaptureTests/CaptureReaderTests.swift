import NATModel
import Testing

@testable import PacketCapture

/// Whole captures, built in memory and read through libpcap.
@Suite struct CaptureReaderTests {
  typealias Build = PacketBuilder

  static func frame(
    _ source: IPAddress, _ destination: IPAddress, _ proto: UInt8, _ payload: [UInt8]
  ) -> [UInt8] {
    Build.ethernet(
      source.isIPv4 ? 0x0800 : 0x86dd, Build.ip(source, destination, proto: proto, payload))
  }

  static func run(
    _ frames: [[UInt8]], options: CaptureOptions? = nil, snapLength: Int = 65535, piece: Int = 65536
  ) throws -> CaptureRun {
    let packets = frames.enumerated().map { (Int64($0.offset) * 1_000_000_000, $0.element) }
    return try CaptureRun.of(
      bytes: Build.pcap(packets, snapLength: snapLength), options: options, piece: piece)
  }

  /// A TCP connection whose client sends these segments: (offset in the stream, bytes).
  static func connection(
    _ segments: [(Int, [UInt8])], hasSyn: Bool = true, port: Int = 443
  ) -> [[UInt8]] {
    let start: UInt32 = 0xffff_ff00  // wraps on the way
    var frames: [[UInt8]] = []
    if hasSyn {
      frames.append(
        frame(.client, .server, 6, Build.tcp(5000, port, sequence: start, flags: 2)))
    }
    for (offset, bytes) in segments {
      let sequence = start &+ 1 &+ UInt32(offset)
      frames.append(
        frame(.client, .server, 6, Build.tcp(5000, port, sequence: sequence, flags: 0x18, bytes)))
    }
    return frames
  }

  @Test("a connection, its name, its flow")
  func connection() throws {
    let frames =
      CaptureReaderTests.connection([(0, MessageBuilder.clientHello("www.example.test"))]) + [
        CaptureReaderTests.frame(.server, .client, 6, Build.tcp(443, 5000, [1, 2, 3]))
      ]
    let run = try CaptureReaderTests.run(frames, piece: 1)
    #expect(
      run.lines(.name) == [
        "2 tcp 100.64.0.1:5000 > 198.51.100.80:443 www.example.test tls"
      ])
    #expect(run.lines(.flow).count == 1)
    #expect(
      run.lines(.flow).first?.hasPrefix("1 tcp 100.64.0.1:5000 > 198.51.100.80:443 3/") == true)
    let flow = try #require(run.events(.flow).first)
    #expect(flow.start == Timestamp(nanoseconds: 0))
    #expect(flow.time == Timestamp(seconds: 2))
    #expect(run.report.format == "pcap")
    #expect(run.report.records == 3)
    #expect(run.report.rejects.total == 0)
    #expect(run.report.summary.total == 2)
    #expect(run.report.bytes > 0)
  }

  @Test("inside is the private side, whoever began; else who began")
  func roles() throws {
    let run = try CaptureReaderTests.run([
      CaptureReaderTests.frame(.server, .client, 6, Build.tcp(999, 8080, flags: 2)),
      CaptureReaderTests.frame(.server, .server2, 6, Build.tcp(999, 8080, flags: 2)),
      CaptureReaderTests.frame(.client2, .client, 6, Build.tcp(999, 8080, flags: 2)),
      CaptureReaderTests.frame(.server, .client, 1, Build.icmp(0, identifier: 77)),
    ])
    #expect(
      run.lines(.flow).map {
        $0.split(separator: " ").dropFirst(2).prefix(3).joined(separator: " ")
      }
        == [
          "100.64.0.1:8080 > 198.51.100.80:999", "198.51.100.80:999 > 203.0.113.7:8080",
          "100.64.0.2:999 > 100.64.0.1:8080", "100.64.0.1:77 > 198.51.100.80:0",
        ])
    #expect(run.events(.flow).last?.has(.insidePort) == true)
    #expect(run.events(.flow).last?.has(.destinationPort) == false)
  }

  @Test("a hello in two segments, cut anywhere, in either order, with repetitions")
  func splitHello() throws {
    let hello = MessageBuilder.clientHello("split.example.test", before: 40, after: 20)
    for cut in 1..<hello.count {
      let first = (0, Array(hello[..<cut]))
      let second = (cut, Array(hello[cut...]))
      let overlap = (max(0, cut - 10), Array(hello[max(0, cut - 10)...]))
      for segments in [
        [first, second], [second, first], [first, first, second, second], [first, overlap],
        [second, overlap, first],
      ] {
        let run = try CaptureReaderTests.run(CaptureReaderTests.connection(segments))
        #expect(run.names(.tls) == ["split.example.test"], "cut at \(cut)")
        #expect(run.events(.name).count == 1)
        #expect(run.statistics.clientHellos == 1)
        #expect(run.report.rejects.total == 0)
      }
    }
  }

  @Test("a hello in single bytes, and one in records of one octet, last segment first")
  func tinySegments() throws {
    let hello = MessageBuilder.clientHello("tiny.test", record: 1)
    let bytes = hello.enumerated().map { ($0.offset, [$0.element]) }
    #expect(
      try CaptureReaderTests.run(CaptureReaderTests.connection(bytes)).names(.tls) == ["tiny.test"])
    let plain = MessageBuilder.clientHello("tiny.test")
    let halves = stride(from: 0, to: plain.count, by: 9).map {
      ($0, Array(plain[$0..<min($0 + 9, plain.count)]))
    }
    let run = try CaptureReaderTests.run(CaptureReaderTests.connection(halves.reversed()))
    #expect(run.names(.tls) == ["tiny.test"])
  }

  @Test("a connection seen from the middle still shows names, and who is the client")
  func noSyn() throws {
    let hello = MessageBuilder.clientHello("late.test", after: 40)
    let frames =
      [CaptureReaderTests.frame(.server, .server2, 6, Build.tcp(4000, 5000, flags: 0x10))]
      + [
        CaptureReaderTests.frame(.server2, .server, 6, Build.tcp(5000, 4000, Array(hello[..<100])))
      ]
      + [
        CaptureReaderTests.frame(
          .server2, .server, 6, Build.tcp(5000, 4000, sequence: 1100, Array(hello[100...])))
      ]
    let run = try CaptureReaderTests.run(frames)
    #expect(run.names(.tls) == ["late.test"])
    #expect(run.events(.flow).first?.inside == .server2)
  }

  @Test("requests on one connection: each change of host is a name")
  func pipelined() throws {
    var offset = 0
    var segments: [(Int, [UInt8])] = []
    for host in ["a.test", "a.test", "b.test"] {
      let bytes = Array("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n".utf8)
      segments.append((offset, bytes))
      offset += bytes.count
    }
    let run = try CaptureReaderTests.run(CaptureReaderTests.connection(segments, port: 80))
    #expect(run.events(.name).map { run.texts.string($0.host) } == ["a.test", "b.test"])
    #expect(run.statistics.httpRequests == 3)
  }

  @Test("DNS answers over UDP and TCP, the client being who asked")
  func dns() throws {
    let message = MessageBuilder.response(
      "a.test", answers: [MessageBuilder.address(MessageBuilder.pointer(12), .server2)])
    let framed = Build.uint16(message.count) + message
    let udp = CaptureReaderTests.frame(.server, .client, 17, Build.udp(53, 4000, message))
    let tcp = CaptureReaderTests.frame(
      .server, .client, 6, Build.tcp(53, 4001, sequence: 5, framed + framed[..<7]))
    let rest = CaptureReaderTests.frame(
      .server, .client, 6,
      Build.tcp(53, 4001, sequence: 5 + UInt32(framed.count) + 7, Array(framed[7...])))
    let run = try CaptureReaderTests.run([udp, tcp, rest])
    #expect(
      run.lines(.name)
        == [1, 2, 3].map { "\($0) 0 100.64.0.1:0 > 203.0.113.7:0 a.test dns" })
    #expect(run.statistics.dnsResponses == 3)
    #expect(run.report.rejects.total == 0)
  }

  @Test("multicast DNS and LLMNR are told apart and name no site")
  func mdns() throws {
    let message = MessageBuilder.response(
      "a.local", answers: [MessageBuilder.address(MessageBuilder.pointer(12), .server2)])
    for port in [5353, 5355] {
      let run = try CaptureReaderTests.run([
        CaptureReaderTests.frame(.server, .client, 17, Build.udp(port, port, message))
      ])
      #expect(run.events(.name).isEmpty)
      #expect(run.statistics.dnsMessages == 0)
      #expect(run.statistics.localNameMessages == 1)
    }
  }

  @Test("cut by the snap length is counted apart from malformed; flows stay")
  func snapLength() throws {
    let frames = CaptureReaderTests.connection([
      (0, MessageBuilder.clientHello("www.example.test", before: 60))
    ])
    let cut = try CaptureReaderTests.run(frames, snapLength: 100)
    #expect(cut.report.rejects.counts == [.truncatedBySnapLength: 1])
    #expect(cut.report.rejects.examples.first?.location.record == 2)
    #expect(cut.report.rejects.examples.first?.offset == 24 + 16 + 54)
    #expect(cut.events(.flow).first?.packets == 2)
    var bad = frames
    bad[1][14 + 20 + 20 + 43] = 0xff  // length of the session id
    let malformed = try CaptureReaderTests.run(bad)
    #expect(malformed.report.rejects.counts == [.malformedPacket: 1])
  }

  @Test("byte orders and resolutions")
  func files() throws {
    let frame = CaptureReaderTests.frame(.client, .server, 17, Build.udp(5000, 9, [1]))
    let time: Int64 = 1_700_000_000_123_456_789
    for isBigEndian in [false, true] {
      for isNano in [false, true] {
        let run = try CaptureRun.of(
          bytes: Build.pcap([(time, frame)], isBigEndian: isBigEndian, isNano: isNano))
        let event = try #require(run.events(.flow).first)
        #expect(event.time.nanoseconds == (isNano ? time : time / 1000 * 1000))
        #expect(event.resolution == (isNano ? 1 : 1000))
      }
    }
    let late = try CaptureRun.of(bytes: Build.pcap([(4_000_000_000_000_000_000, frame)]))
    #expect(late.events(.flow).first?.time.nanoseconds == 4_000_000_000_000_000_000)
  }

  @Test("DS-Lite: equal inside addresses behind two softwires are two flows with two realms")
  func softwires() throws {
    let inner = Build.ipv4(.client, .server, proto: 17, Build.udp(5000, 9, [1]))
    let back = Build.ipv4(.server, .client, proto: 17, Build.udp(9, 5000, [1]))
    let run = try CaptureReaderTests.run([
      Build.ethernet(0x86dd, Build.ipv6(.client6, .server6, next: 4, inner)),
      Build.ethernet(
        0x86dd, Build.ipv6(IPAddress(high: 1 << 61, low: 9), .server6, next: 4, inner)),
      Build.ethernet(0x86dd, Build.ipv6(.server6, .client6, next: 4, back)),
    ])
    #expect(run.events(.flow).map(\.packets) == [2, 1])
    #expect(run.events(.flow).map { run.texts.string($0.realm) } == ["2001:db8:1::1", "2000::9"])
  }

  @Test("a file that is no capture is a typed error")
  func unreadable() {
    #expect(throws: CaptureError.self) { try CaptureRun.of(bytes: []) }
    #expect(throws: CaptureError.self) { try CaptureRun.of(bytes: Array("hello world".utf8)) }
  }

  @Test("an unsupported link type rejects each packet and reads on")
  func unsupportedLink() throws {
    let run = try CaptureRun.of(bytes: Build.pcap([(0, [1]), (1, [2])], linkType: 147))
    #expect(run.report.rejects.counts == [.unsupportedLink: 2])
    #expect(run.report.records == 2)
    #expect(!run.report.partial)
  }

  @Test("a source that fails is damage, with what came before kept")
  func failingSource() throws {
    struct Failing: CaptureByteSource {
      struct Failure: Error {}
      var bytes: [UInt8]
      mutating func read(into buffer: inout [UInt8], range: Range<Int>) throws -> Int {
        guard !bytes.isEmpty else { throw Failure() }
        buffer.replaceSubrange(range.lowerBound..<range.lowerBound + bytes.count, with: bytes)
        defer { bytes = [] }
        return bytes.count
      }
    }
    let frame = CaptureReaderTests.frame(.client, .server, 17, Build.udp(5000, 9, [1]))
    var texts = TextTable()
    var sink = EventCollector()
    let result = try CaptureReader().read(
      Failing(bytes: Build.pcap([(0, frame)])), name: "x", texts: &texts, into: &sink)
    #expect(sink.events.count == 1)
    #expect(result.report.partial)
    #expect(result.report.rejects.counts == [.damagedFile: 1])
  }

  @Test("a sink that has enough stops the reading")
  func stops() throws {
    struct Once: EventSink {
      var batches = 0
      mutating func receive(_ batch: EventBatch, texts: TextTable) -> Bool {
        batches += 1
        return false
      }
    }
    let frames = (0..<50).map { port in
      CaptureReaderTests.frame(.client, .server, 17, Build.udp(1000 + port, 9, [1]))
    }
    var options = CaptureOptions()
    options.maximumFlows = 2
    options.batchSize = 4
    var texts = TextTable()
    var sink = Once()
    let file = Build.pcap(frames.map { (0, $0) })
    let result = try CaptureReader(options: options).read(
      MemorySource(bytes: file), name: "x", texts: &texts, into: &sink)
    #expect(sink.batches == 1)
    #expect(result.report.partial)
    #expect(result.report.records < 50)
    #expect(result.report.summary.total == 4)
  }

  @Test("a mutated connection never traps and every packet is accounted for")
  func hostile() throws {
    let hello = MessageBuilder.clientHello("split.example.test")
    let frames = CaptureReaderTests.connection([
      (0, Array(hello[..<60])), (60, Array(hello[60...])),
    ])
    for (number, frame) in frames.enumerated() {
      variants(of: frame) { bytes in
        var decoder = CaptureDecoder(
          report: InputReport(name: "x"), file: 0, linkType: .ethernet, options: CaptureOptions())
        var texts = TextTable()
        for (index, original) in frames.enumerated() {
          let bytes = index == number ? bytes : original
          let header = PacketHeader(time: Timestamp(seconds: 1), originalLength: original.count)
          decoder.add(header, bytes.span, texts: &texts)
        }
        decoder.endCapture(&texts)
        let inFlows = decoder.events.filter { $0.kind == .flow }.reduce(0) { $0 + $1.packets }
        let lost = UInt64(decoder.report.rejects.total) + decoder.report.skipped
        #expect(inFlows + lost >= 3 && inFlows <= 3)
      }
    }
  }
}
