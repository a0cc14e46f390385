import NATModel
import Testing

@testable import PacketCapture

/// What becomes of messages over TCP, in captures built in memory.
@Suite struct NameReaderStreamsTests {
  typealias Build = PacketBuilder
  typealias Message = MessageBuilder

  /// Segments of one connection: (true if the server sends, offset in the stream, bytes).
  static func conversation(
    _ segments: [(isServer: Bool, offset: Int, text: [UInt8])], port: Int
  ) -> [[UInt8]] {
    var frames = [
      CaptureReaderTests.frame(.client, .server, 6, Build.tcp(5000, port, sequence: 99, flags: 2)),
      CaptureReaderTests.frame(
        .server, .client, 6, Build.tcp(port, 5000, sequence: 699, flags: 0x12)),
    ]
    for (isServer, offset, bytes) in segments {
      frames.append(
        isServer
          ? CaptureReaderTests.frame(
            .server, .client, 6, Build.tcp(port, 5000, sequence: 700 + UInt32(offset), bytes))
          : CaptureReaderTests.frame(
            .client, .server, 6, Build.tcp(5000, port, sequence: 100 + UInt32(offset), bytes)))
    }
    return frames
  }

  /// Names in order, each with how it was seen.
  static func names(_ run: CaptureRun) -> [String] {
    run.events(.name).map { "\(run.texts.string($0.host)) \($0.nameSource)" }
  }

  @Test(
    "TLS that begins in the middle of a connection in clear text",
    arguments: [
      (25, "220 mail.test ESMTP\r\n", "STARTTLS\r\n", "220 go ahead\r\n"),
      (143, "* OK IMAP4\r\n", "a1 STARTTLS\r\n", "a1 OK begin\r\n"),
      (110, "+OK POP3\r\n", "STLS\r\n", "+OK begin\r\n"),
    ])
  func startTLS(port: Int, greeting: String, command: String, answer: String) throws {
    let hello = Message.clientHello("mail.test")
    let run = try CaptureReaderTests.run(
      NameReaderStreamsTests.conversation(
        [
          (true, 0, Array(greeting.utf8)), (false, 0, Array(command.utf8)),
          (true, greeting.utf8.count, Array(answer.utf8)),
          (false, command.utf8.count, Array(hello[..<40])),
          (false, command.utf8.count + 40, Array(hello[40...])),
        ], port: port))
    #expect(NameReaderStreamsTests.names(run) == ["mail.test tls"])
  }

  @Test("a CONNECT to a proxy and the TLS inside it both name")
  func proxy() throws {
    let connect = Array("CONNECT front.test:443 HTTP/1.1\r\nHost: front.test:443\r\n\r\n".utf8)
    let run = try CaptureReaderTests.run(
      NameReaderStreamsTests.conversation(
        [
          (false, 0, connect), (true, 0, Array("HTTP/1.1 200 OK\r\n\r\n".utf8)),
          (false, connect.count, Message.clientHello("inner.test")),
        ], port: 3128))
    #expect(NameReaderStreamsTests.names(run) == ["front.test http", "inner.test tls"])
  }

  @Test("a hello repeated after a HelloRetryRequest counts once")
  func helloRetry() throws {
    let first = Message.clientHello("retry.test", before: 10)
    let again = Message.clientHello("retry.test", before: 300)
    let run = try CaptureReaderTests.run(
      NameReaderStreamsTests.conversation(
        [(false, 0, first), (true, 0, [22, 3, 3, 0, 1, 2]), (false, first.count, again)],
        port: 443))
    #expect(NameReaderStreamsTests.names(run) == ["retry.test tls"])
    #expect(run.statistics.clientHellos == 1 && run.statistics.repeatedHellos == 1)
  }

  @Test("requests in one segment, the last one going on in the next")
  func pipelined() throws {
    let requests = ["a.test", "b.test", "c.test"].map {
      Array("GET / HTTP/1.1\r\nHost: \($0)\r\nAccept: */*\r\n\r\n".utf8)
    }
    let all = requests.flatMap { $0 }
    for cut in (requests[0].count + requests[1].count + 4)..<all.count {
      let run = try CaptureReaderTests.run(
        NameReaderStreamsTests.conversation(
          [(false, 0, Array(all[..<cut])), (false, cut, Array(all[cut...]))], port: 80))
      #expect(
        NameReaderStreamsTests.names(run) == ["a.test http", "b.test http", "c.test http"],
        "cut at \(cut)")
      #expect(run.statistics.httpRequests == 3)
    }
  }

  @Test("a later request whose segments change places or come twice")
  func laterOutOfOrder() throws {
    let first = Array("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n".utf8)
    let second = Array("GET / HTTP/1.1\r\nAccept: */*\r\nHost: b.test\r\n\r\n".utf8)
    let third = Array("GET / HTTP/1.1\r\nHost: c.test\r\n\r\n".utf8)
    let middle = first.count + 20
    let last = first.count + second.count
    let segments: [(Bool, Int, [UInt8])] = [
      (false, 0, first), (false, middle, Array(second[20...])), (false, 0, first),
      (false, first.count, Array(second[..<20])), (false, first.count, Array(second[..<20])),
      (false, last, third),
    ]
    let run = try CaptureReaderTests.run(
      NameReaderStreamsTests.conversation(segments, port: 80))
    #expect(NameReaderStreamsTests.names(run) == ["a.test http", "b.test http", "c.test http"])
    #expect(run.statistics.abandonedStreams == 0)
  }

  @Test("an upload with a gap that is never filled ends the waiting, not the reading")
  func gap() throws {
    let post = Array("POST / HTTP/1.1\r\nHost: a.test\r\n\r\n".utf8)
    var segments: [(Bool, Int, [UInt8])] = [(false, 0, post)]
    for index in 0..<80 {
      segments.append((false, post.count + 1000 + index * 1000, [UInt8](repeating: 9, count: 1000)))
    }
    let next = Array("GET / HTTP/1.1\r\nHost: b.test\r\n\r\n".utf8)
    segments.append((false, post.count + 81_000, next))
    let run = try CaptureReaderTests.run(NameReaderStreamsTests.conversation(segments, port: 80))
    #expect(NameReaderStreamsTests.names(run) == ["a.test http", "b.test http"])
    #expect(run.statistics.abandonedStreams == 0 && run.report.rejects.total == 0)
  }

  @Test("a hello before an encrypted one is marked, also if that stands in the next segment")
  func encrypted() throws {
    for type in [0xfe0d, 0xffce] {
      let handshake = Message.handshake(extensions: [
        Message.serverName("public.test"),
        Message.extensionOf(51, [UInt8](repeating: 1, count: 99)),
        Message.extensionOf(type, [0, 1, 2]),
      ])
      let hello = Message.records(handshake, of: 16384)
      for cut in [hello.count, hello.count - 30] {
        let run = try CaptureReaderTests.run(
          CaptureReaderTests.connection([(0, Array(hello[..<cut])), (cut, Array(hello[cut...]))]))
        let event = try #require(run.events(.name).first)
        #expect(event.has(.encryptedHello))
        #expect(run.statistics.encryptedClientHellos == 1)
      }
    }
    let plain = try CaptureReaderTests.run(
      CaptureReaderTests.connection([(0, Message.clientHello("plain.test"))]))
    #expect(plain.events(.name).first?.has(.encryptedHello) == false)
  }

  @Test("the name in a hello whose end was lost is reported when the flow ends")
  func lost() throws {
    let handshake = Message.handshake(extensions: [
      Message.serverName("lost.test"), Message.extensionOf(21, [UInt8](repeating: 0, count: 900)),
      Message.extensionOf(43, [2, 3, 4]),
    ])
    let hello = Message.records(handshake, of: 16384)
    let run = try CaptureReaderTests.run(
      CaptureReaderTests.connection([(0, Array(hello[..<300]))]))
    #expect(
      run.lines(.name) == ["2 tcp 100.64.0.1:5000 > 198.51.100.80:443 lost.test tls"])
    #expect(run.statistics.abandonedStreams == 1 && run.statistics.clientHellos == 1)
  }

  @Test("HTTP/2 with prior knowledge, in one segment or many")
  func http2() throws {
    let bytes = HTTP2ConnectionTests.connection(HTTP2ConnectionTests.huffmanBlock)
    for cut in 1..<bytes.count {
      let run = try CaptureReaderTests.run(
        NameReaderStreamsTests.conversation(
          [(false, cut, Array(bytes[cut...])), (false, 0, Array(bytes[..<cut]))], port: 8080))
      #expect(NameReaderStreamsTests.names(run) == ["www.example.com http"], "cut at \(cut)")
    }
  }

  /// The preface with a request, and two more requests with a body in between.
  private static let requests: [[UInt8]] = [
    HTTP2ConnectionTests.connection(HTTP2ConnectionTests.plainBlock),
    HTTP2ConnectionTests.frame(0, [UInt8](repeating: 1, count: 400)),
    HTTP2ConnectionTests.frame(
      1, flags: 5, stream: 3, [0x82, 0x41, 6] + Array("b.test".utf8)),
    HTTP2ConnectionTests.frame(1, flags: 5, stream: 5, [0x82, 0xbf]),
  ]

  @Test("later requests of an HTTP/2 connection, wherever segments end, overlap or change places")
  func laterRequests() throws {
    let expected = ["www.example.com http", "b.test http", "www.example.com http"]
    let bytes = NameReaderStreamsTests.requests.flatMap { $0 }
    for cut in stride(from: 1, to: bytes.count - 60, by: 7) {
      let pieces: [(Bool, Int, [UInt8])] = [
        (false, 0, Array(bytes[..<cut])), (false, cut + 50, Array(bytes[(cut + 50)...])),
        (false, max(0, cut - 9), Array(bytes[max(0, cut - 9)..<cut + 50])),
      ]
      let run = try CaptureReaderTests.run(
        NameReaderStreamsTests.conversation(pieces, port: 8080))
      #expect(NameReaderStreamsTests.names(run) == expected, "cut at \(cut)")
      #expect(run.statistics.httpRequests == 3 && run.statistics.abandonedStreams == 0)
    }
  }

  @Test("behind a gap nothing more of an HTTP/2 connection is read, because headers lean on it")
  func gapInHTTP2() throws {
    let parts = NameReaderStreamsTests.requests
    var segments: [(Bool, Int, [UInt8])] = [(false, 0, parts[0])]
    let start = parts[0].count + parts[1].count
    segments.append((false, start, parts[2]))
    for index in 0..<70 {
      segments.append((false, start + 1000 * (index + 1), [UInt8](repeating: 9, count: 900)))
    }
    segments.append((false, start + 80_000, parts[3]))
    let run = try CaptureReaderTests.run(
      NameReaderStreamsTests.conversation(segments, port: 8080))
    #expect(NameReaderStreamsTests.names(run) == ["www.example.com http"])
  }
}
