import Foundation
import NATModel
import Testing

@testable import PacketCapture

/// Real captures, cut anywhere and changed at random: no trap, no hang, bounded memory, every packet
/// accounted for.
///
/// `NATLENS_MUTATIONS` is the number of changed captures (`bench/fuzz-captures` runs 100,000 in a
/// release build); the default keeps a debug run short.
@Suite(.enabled(if: SharedCaptures.arePresent, "\(SharedCaptures.absence)"), .serialized)
struct MutationTests {
  static let mutations =
    ProcessInfo.processInfo.environment["NATLENS_MUTATIONS"].flatMap(Int.init) ?? 800

  /// One capture may take no longer than this, however it was changed.
  static let timeLimit: Duration = .seconds(5)

  /// Small captures of every kind, which mutations work on.
  static let bases: [String] = SharedCaptures.files(in: [
    "link", "ip", "fuzz", "file", "dns", "tls", "quic", "radius",
  ])
  .filter { file in
    guard !file.hasSuffix(".gz") else { return false }
    let size = (try? SharedCaptures.bytes(SharedCaptures.path(file)).count) ?? 0
    return size > 0 && size <= 80_000
  }

  /// Twenty captures whose every prefix is read: the smallest of each folder and link type.
  static let cut: [String] = [
    "file/file-bigendian.pcap", "file/file-nanosecond.pcap", "file/file-modified-kuznetzov.pcap",
    "file/file-pcapng-multi-interface.pcapng", "file/pcapng-test006-be.pcapng",
    "file/pcapng-test101-le.pcapng", "file/pcapng-test202-le.pcapng", "file/file-ndpi-nano.pcapng",
    "file/file-time-2106-overflow.pcapng", "file/pcapng-test015-le.pcapng",
    "link/link-gre-pptp-ppp.pcap", "link/link-gtpu-ext-header.pcap", "link/link-sll2.pcap",
    "link/link-4in6-dslite-like.pcap", "link/link-nflog-http.pcap", "link/link-dlt9-ppp.pcap",
    "ip/ip-v6-ext-headers.pcap", "dns/zeek-dns-https-rr-ech.pcap",
    "fuzz/fuzz-tcpdump-gre-heapoverflow-1.pcap", "radius/radius-rfc5176-coa.pcap",
  ]

  static var options: CaptureOptions {
    var options = CaptureOptions()
    options.maximumFlows = 1000
    options.maximumStreamBytes = 1 << 20
    options.maximumFragmentBytes = 1 << 20
    return options
  }

  /// Reads a capture and checks what must hold of any; `nil` if it is none.
  @discardableResult static func check(_ bytes: [UInt8], _ comment: String) -> CaptureRun? {
    var result: CaptureRun?
    let clock = ContinuousClock()
    let began = clock.now
    do {
      let run = try CaptureRun.of(bytes: bytes, options: options)
      result = run
      let inFlows = run.events(.flow).reduce(0) { $0 + $1.packets }
      // A packet may be in a flow and rejected for what it carries, never neither.
      let apart = UInt64(run.report.rejects.total) + run.report.skipped
      #expect(inFlows <= run.report.records, "\(comment)")
      #expect(inFlows + apart >= run.report.records, "\(comment)")
      #expect(run.report.partial == (run.damage != nil), "\(comment)")
    } catch {
      #expect(error is CaptureError, "\(comment)")
    }
    #expect(clock.now - began < timeLimit, "\(comment)")
    return result
  }

  @Test("every prefix of twenty captures keeps what came before", arguments: cut)
  func prefixes(file: String) throws {
    let bytes = try SharedCaptures.bytes(SharedCaptures.path(file))
    var packets: UInt64 = 0
    for length in 0...bytes.count {
      let prefix = Array(bytes[..<length])
      guard let run = MutationTests.check(prefix, "\(file) cut at \(length)") else { continue }
      // More bytes never show fewer packets.
      #expect(run.statistics.packets >= packets, "\(file) cut at \(length)")
      packets = run.statistics.packets
    }
    #expect(packets == (try CaptureRun.of(bytes: bytes)).statistics.packets)
  }

  @Test("mutations", arguments: 0..<8 as Range<UInt64>)
  func mutated(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let files = try MutationTests.bases.map {
      ($0, try SharedCaptures.bytes(SharedCaptures.path($0)))
    }
    let before = MutationTests.peakMemory()
    for number in 0..<MutationTests.mutations / 8 {
      let (name, original) = files[Int.random(in: 0..<files.count, using: &random)]
      MutationTests.check(
        MutationTests.mutate(original, &random), "\(name) seed \(seed) number \(number)")
    }
    // Captures are small and tables bounded: what is held at once does not grow with their number.
    #expect(MutationTests.peakMemory() - before < 400 << 20)
  }

  /// Changes bytes, lengths and the order of stretches.
  static func mutate(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
      case 2:
        let extremes: [UInt8] = [0, 1, 0x7f, 0x80, 0xff]
        for index in place..<min(bytes.count, place + Int.random(in: 1...4, using: &random)) {
          bytes[index] = extremes[Int.random(in: 0..<5, using: &random)]
        }
      case 3: bytes.removeLast(min(bytes.count - 1, Int.random(in: 1...40, using: &random)))
      case 4:
        let end = min(bytes.count, place + Int.random(in: 1...64, using: &random))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 5:
        let end = min(bytes.count - 1, place + Int.random(in: 1...16, using: &random))
        if place < end { bytes.removeSubrange(place..<end) }
      default:
        let other = Int.random(in: 0..<bytes.count, using: &random)
        let size = min(32, bytes.count - max(place, other))
        for index in 0..<size { bytes.swapAt(place + index, other + index) }
      }
    }
    return bytes
  }

  /// The most memory this process has held, in bytes.
  static func peakMemory() -> Int {
    var usage = rusage()
    #if os(Linux)
      unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss << 10
    #else
      unsafe getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }
}
