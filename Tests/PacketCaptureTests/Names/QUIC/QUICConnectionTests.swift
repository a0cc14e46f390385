import NATModel
import Testing

@testable import PacketCapture

/// Whole QUIC connections in captures built in memory.
@Suite struct QUICConnectionTests {
  typealias Build = QUICBuilder

  static let id: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
  static let serverID: [UInt8] = [9, 9, 9, 9]

  /// A frame from the client, or from the server.
  static func frame(_ payload: [UInt8], isServer: Bool = false) -> [UInt8] {
    isServer
      ? CaptureReaderTests.frame(.server, .client, 17, PacketBuilder.udp(443, 5000, payload))
      : CaptureReaderTests.frame(.client, .server, 17, PacketBuilder.udp(5000, 443, payload))
  }

  static func run(_ datagrams: [[UInt8]]) throws -> CaptureRun {
    try CaptureReaderTests.run(datagrams.map { frame($0) })
  }

  @Test(
    "one Initial of each version that is read",
    arguments: [1, 0x6b33_43cf, 0xff00_001d, 0xff00_0020, 0xff00_0017, 0xff00_001c, 0x1a2a_3a4a])
  func versions(version: UInt32) throws {
    let packet = try Build.initial(
      [Build.crypto(0, Build.hello("quic.test"))], id: QUICConnectionTests.id, version: version)
    let run = try QUICConnectionTests.run([packet])
    #expect(
      run.lines(.name) == ["1 udp 100.64.0.1:5000 > 198.51.100.80:443 quic.test quic"])
    #expect(run.statistics.quicHellos == 1 && run.statistics.clientHellos == 1)
    #expect(run.report.rejects.total == 0)
  }

  @Test("a hello in pieces over several packets, in any order", arguments: 0..<20 as Range<UInt64>)
  func pieces(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let hello = Build.hello("pieces.test", size: 2000)
    var frames: [[UInt8]] = []
    var start = 0
    while start < hello.count {
      let end = min(hello.count, start + Int.random(in: 20...400, using: &random))
      frames.append(Build.crypto(start, Array(hello[start..<end])))
      if Bool.random(using: &random) { frames.append([1]) }
      start = end
    }
    frames.shuffle(using: &random)
    var packets: [[UInt8]] = []
    while !frames.isEmpty {
      let count = min(frames.count, Int.random(in: 1...3, using: &random))
      packets.append(
        try Build.initial(
          Array(frames.prefix(count)), id: QUICConnectionTests.id, number: packets.count,
          octets: Int.random(in: 1...4, using: &random)))
      frames.removeFirst(count)
    }
    packets.shuffle(using: &random)
    if let again = packets.first { packets.append(again) }
    let run = try QUICConnectionTests.run(packets)
    #expect(run.names(.quic) == ["pieces.test"])
    #expect(run.statistics.clientHellos == 1 && run.statistics.abandonedStreams == 0)
  }

  @Test("packets coalesced in one datagram, 0-RTT before the Initial")
  func coalesced() throws {
    let hello = Build.hello("coalesced.test")
    let early = Build.long(1, id: QUICConnectionTests.id, source: [], [3, 7, 7, 7])
    let first = try Build.initial(
      [Build.crypto(0, Array(hello[..<100]))], id: QUICConnectionTests.id, paddedTo: 0)
    let rest = try Build.initial(
      [Build.crypto(100, Array(hello[100...]))], id: QUICConnectionTests.id, number: 1)
    let run = try QUICConnectionTests.run([early + first + rest])
    #expect(run.names(.quic) == ["coalesced.test"])
    #expect(run.statistics.quicInitials == 2)
  }

  @Test("after a Retry the keys come from the new id; a hello that was read counts once")
  func retry() throws {
    let hello = Build.hello("retry.test", size: 1500)
    func packets(_ id: [UInt8], number: Int) throws -> [[UInt8]] {
      try [0..<900, 900..<hello.count].enumerated().map { index, range in
        try Build.initial(
          [Build.crypto(range.lowerBound, Array(hello[range]))], id: id, number: number + index)
      }
    }
    let retry = Build.long(3, id: [], source: QUICConnectionTests.serverID, [1, 2, 3])
    let before = try packets(QUICConnectionTests.id, number: 0)
    let after = try packets(QUICConnectionTests.serverID, number: 2)
    for first in [before, Array(before[..<1])] {
      let frames =
        first.map { QUICConnectionTests.frame($0) }
        + [QUICConnectionTests.frame(retry, isServer: true)]
        + after.map { QUICConnectionTests.frame($0) }
      let run = try CaptureReaderTests.run(frames)
      #expect(run.names(.quic) == ["retry.test"])
      #expect(run.events(.name).count == 1)
      #expect(run.statistics.clientHellos == 1)
      #expect(run.statistics.quicRetries == 1)
    }
  }

  @Test("a version that the server refuses, then one it takes, under the same id")
  func negotiation() throws {
    let refused = Build.long(
      0, id: QUICConnectionTests.id, source: [], version: 0x5a6a_7a8a, [0, 1])
    let negotiation = Build.long(
      0, id: [], source: QUICConnectionTests.id, version: 0, [0, 0, 0, 1])
    let packet = try Build.initial(
      [Build.crypto(0, Build.hello("agreed.test"))], id: QUICConnectionTests.id)
    let run = try CaptureReaderTests.run([
      QUICConnectionTests.frame(refused + [UInt8](repeating: 0, count: 1200)),
      QUICConnectionTests.frame(negotiation, isServer: true), QUICConnectionTests.frame(packet),
    ])
    #expect(run.names(.quic) == ["agreed.test"])
    #expect(run.statistics.quicNegotiations == 1)
  }

  @Test("a server that changes the version keeps the id that keys come from")
  func compatible() throws {
    let hello = Build.hello("compatible.test", size: 1500)
    let first = try Build.initial(
      [Build.crypto(0, Array(hello[..<900]))], id: QUICConnectionTests.id)
    let second = try Build.initial(
      [Build.crypto(900, Array(hello[900...]))], id: QUICConnectionTests.serverID,
      version: 0x6b33_43cf,
      keys: QUICInitialKeys(.two, connectionID: QUICConnectionTests.id), number: 1)
    #expect(try QUICConnectionTests.run([first, second]).names(.quic) == ["compatible.test"])
  }

  @Test("Initials of the server and later ones of the client are no new hellos")
  func afterwards() throws {
    let first = try Build.initial(
      [Build.crypto(0, Build.hello("once.test"))], id: QUICConnectionTests.id)
    let answer = try Build.initial(
      [Build.acknowledgement(), Build.crypto(0, [2, 0, 0, 1, 0])], id: [],
      source: QUICConnectionTests.serverID,
      keys: QUICInitialKeys(.one, connectionID: QUICConnectionTests.id, side: .server))
    let later = try Build.initial(
      [Build.acknowledgement()], id: QUICConnectionTests.serverID,
      keys: QUICInitialKeys(.one, connectionID: QUICConnectionTests.id), number: 1)
    let run = try CaptureReaderTests.run([
      QUICConnectionTests.frame(first), QUICConnectionTests.frame(answer, isServer: true),
      QUICConnectionTests.frame(later), QUICConnectionTests.frame(later),
    ])
    #expect(run.events(.name).count == 1)
    #expect(run.statistics.quicInitials == 4)
    #expect(run.statistics.unopenedInitials == 0)
  }

  @Test("another connection between the same ports has another name")
  func again() throws {
    let first = try Build.initial(
      [Build.crypto(0, Build.hello("first.test"))], id: QUICConnectionTests.id)
    var hello = Build.hello("second.test")
    hello[10] = 99  // another random
    let second = try Build.initial([Build.crypto(0, hello)], id: [7, 7, 7, 7, 7, 7, 7, 7])
    let run = try QUICConnectionTests.run([first, second])
    #expect(run.names(.quic) == ["first.test", "second.test"])
    #expect(run.statistics.clientHellos == 2)
  }

  @Test("a capture that begins later opens nothing and rejects nothing")
  func late() throws {
    let later = try Build.initial(
      [Build.acknowledgement()], id: QUICConnectionTests.serverID,
      keys: QUICInitialKeys(.one, connectionID: QUICConnectionTests.id), number: 1)
    let run = try QUICConnectionTests.run([later])
    #expect(run.statistics.unopenedInitials == 1)
    #expect(run.report.rejects.total == 0 && run.events(.name).isEmpty)
  }

  @Test("the name in a hello whose end never comes, and one that cannot be read")
  func unfinished() throws {
    var hello = Build.hello("part.test", size: 600)
    hello += [0, 0]  // behind its end: not read
    let named = try Build.initial(
      [Build.crypto(0, Array(hello[..<(hello.count - 9)]))], id: QUICConnectionTests.id)
    let run = try QUICConnectionTests.run([named])
    #expect(run.names(.quic) == ["part.test"])
    #expect(run.statistics.abandonedStreams == 1)
    let headless = try Build.initial(
      [Build.crypto(300, Array(hello[300...]))], id: QUICConnectionTests.id)
    let none = try QUICConnectionTests.run([headless])
    #expect(none.events(.name).isEmpty && none.statistics.abandonedStreams == 1)
  }

  @Test("many hellos that never end are held in bounded memory and counted")
  func bounded() throws {
    var options = CaptureOptions.withoutTimeouts
    options.maximumStreamBytes = 40_000
    let part = Array(Build.hello("never.test", size: 4000)[..<1000])
    let packet = try Build.initial([Build.crypto(0, part)], id: QUICConnectionTests.id)
    let frames = (0..<40).map { port in
      CaptureReaderTests.frame(
        .client, .server, 17, PacketBuilder.udp(5000 + port, 443, packet))
    }
    let run = try CaptureReaderTests.run(frames, options: options)
    #expect(run.statistics.abandonedStreams == 40)
    #expect(run.report.rejects.counts == [.evicted: 33])
  }

  @Test("no variant of a good datagram traps")
  func hostile() throws {
    let packet = try Build.initial(
      [Build.crypto(0, Build.hello("mutated.test"))], id: QUICConnectionTests.id)
    var frames: [[UInt8]] = []
    variants(of: Array(packet[..<40])) {
      frames.append(QUICConnectionTests.frame($0 + packet[40...]))
    }
    let run = try CaptureReaderTests.run(frames)
    #expect(run.report.records == UInt64(frames.count))
    #expect(run.names(.quic).subtracting(["mutated.test"]).isEmpty)
  }
}
