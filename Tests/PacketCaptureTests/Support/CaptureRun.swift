import LogFormats
import NATModel

@testable import PacketCapture

/// Everything that reading one capture gave, with texts at hand.
struct CaptureRun {
  var events: [Event]
  var texts: TextTable
  var report: InputReport
  var statistics: CaptureStatistics
  var carried: CarriedReport
  var damage: String?

  /// Reads a file that may be compressed; flows end by their packets alone unless options say otherwise.
  static func of(path: String, options: CaptureOptions? = nil) throws -> CaptureRun {
    var texts = TextTable()
    var collector = EventCollector()
    let result = try CaptureReader(options: options ?? .withoutTimeouts).read(
      InputSource.open(path), name: path, texts: &texts, into: &collector)
    return CaptureRun(
      events: collector.events, texts: texts, report: result.report,
      statistics: result.statistics, carried: result.carried, damage: result.damage)
  }

  /// Reads a capture from memory, a few bytes at a time as a slow pipe would give them.
  static func of(
    bytes: [UInt8], options: CaptureOptions? = nil, piece: Int = 1 << 16
  ) throws -> CaptureRun {
    var texts = TextTable()
    var collector = EventCollector()
    let result = try CaptureReader(options: options ?? .withoutTimeouts).read(
      MemorySource(bytes: bytes, piece: piece), name: "memory", texts: &texts, into: &collector)
    return CaptureRun(
      events: collector.events, texts: texts, report: result.report,
      statistics: result.statistics, carried: result.carried, damage: result.damage)
  }

  /// Events of a kind.
  func events(_ kind: EventKind) -> [Event] { events.filter { $0.kind == kind } }

  /// Distinct names seen in a way.
  func names(_ source: NameSource) -> Set<String> {
    Set(events.filter { $0.kind == .name && $0.nameSource == source }.map { texts.string($0.host) })
  }

  /// Events of a kind as short lines, for comparison in tests.
  func lines(_ kind: EventKind) -> [String] {
    events(kind).map { event in
      let name = event.host == .none ? "" : " \(texts.string(event.host)) \(event.nameSource)"
      let volume = kind == .flow ? " \(event.packets)/\(event.bytes)" : ""
      return "\(event.location.record) \(event.proto.name) \(event.inside):\(event.insidePort) > "
        + "\(event.destination):\(event.destinationPort)\(name)\(volume)"
    }
  }
}

extension CaptureOptions {
  /// Flows as conversations: no flow ends by time.
  static let withoutTimeouts: CaptureOptions = {
    var options = CaptureOptions()
    options.timeouts = .never
    return options
  }()
}

/// Bytes in memory as a stream.
struct MemorySource: CaptureByteSource {
  private let bytes: [UInt8]
  private let piece: Int
  private var offset = 0

  init(bytes: [UInt8], piece: Int = 1 << 16) {
    self.bytes = bytes
    self.piece = piece
  }

  mutating func read(into buffer: inout [UInt8], range: Range<Int>) -> Int {
    let count = min(piece, range.count, bytes.count - offset)
    buffer.replaceSubrange(
      range.lowerBound..<range.lowerBound + count, with: bytes[offset..<offset + count])
    offset += count
    return count
  }
}
