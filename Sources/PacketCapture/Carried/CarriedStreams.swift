import LogFormats
import NATModel

/// TCP streams to collectors, put in order as they come and cut into messages.
///
/// Bounded in streams and octets. Where octets are missing for good, reading goes on at the next
/// message that can be told from its header, or the next line.
struct CarriedStreams {
  /// Both endpoints, in the direction of the stream.
  struct Key: Hashable {
    let source: IPAddress
    let destination: IPAddress
    let ports: UInt32

    init(_ packet: IPPacket) {
      source = packet.source
      destination = packet.destination
      ports = UInt32(packet.sourcePort) << 16 | UInt32(packet.destinationPort)
    }
  }

  /// Places where octets were missing.
  private(set) var gaps: UInt64 = 0

  private static let maximumStreams = 256
  /// Longest message or line, and most octets kept ahead of a gap.
  private static let maximumBytes = 1 << 17
  private static let maximumAhead = 64

  private var streams: [Key: Stream] = [:]
  private var serial: UInt64 = 0

  private struct Stream {
    /// Sequence number of the octet after `bytes`.
    var next: UInt32
    /// Octets in order that no message was made of yet.
    var bytes: [UInt8] = []
    /// Octets of `bytes` known to hold no line break.
    var searched = 0
    /// Segments ahead of a gap, by sequence number from `next`.
    var ahead: [(sequence: UInt32, bytes: [UInt8])] = []
    /// True if octets before `bytes` are missing, so that it may begin inside a message.
    var isBroken: Bool
    var lastUse: UInt64
  }

  /// Adds a segment to its stream.
  mutating func insert(_ payload: Span<UInt8>, _ packet: IPPacket, _ key: Key) {
    let isStart = packet.tcpFlags.contains(.syn)
    let sequence = isStart ? packet.sequence &+ 1 : packet.sequence
    guard isStart || !payload.isEmpty else { return }
    serial += 1
    var stream =
      isStart ? nil : streams.removeValue(forKey: key)
    if stream == nil {
      if streams.count >= CarriedStreams.maximumStreams { evict() }
      stream = Stream(next: sequence, isBroken: !isStart, lastUse: serial)
    }
    guard var stream else { return }
    stream.lastUse = serial
    append([UInt8](payload, payload.indices)[...], at: sequence, &stream)
    if packet.missing > 0, stream.next == sequence &+ UInt32(truncatingIfNeeded: payload.count) {
      // The snap length cut what follows: it will never come.
      stream.next &+= UInt32(truncatingIfNeeded: packet.missing)
      breakOff(&stream)
    }
    if stream.bytes.count > CarriedStreams.maximumBytes { breakOff(&stream) }
    streams[key] = stream
  }

  /// Forgets a stream that has ended; what still waited behind a gap is counted as one.
  mutating func close(_ key: Key) {
    if streams.removeValue(forKey: key)?.ahead.isEmpty == false { gaps += 1 }
  }

  /// Closes every stream; to be called once, after the last packet.
  mutating func finish() { for key in Array(streams.keys) { close(key) } }

  /// Hands over each whole IPFIX message of a stream (RFC 7011 section 10.4.3).
  mutating func takeMessages(_ key: Key, _ body: (Span<UInt8>) -> Void) {
    guard var stream = streams.removeValue(forKey: key) else { return }
    defer { streams[key] = stream }
    var start = 0
    reading: while start < stream.bytes.count {
      if stream.isBroken {
        guard let found = FlowExportFraming.nextMessage(stream.bytes.span, from: start) else {
          // What is left is too short to tell a message by.
          start = max(start, stream.bytes.count - FlowExportFraming.headLength)
          break
        }
        start = found
        stream.isBroken = false
      }
      switch FlowExportFraming.extent(stream.bytes.span, at: start, isEnd: false) {
      case .octets(let length):
        body(stream.bytes.span.extracting(start..<start + length))
        start += length
      case .needMore: break reading
      case .damaged:
        gaps += 1
        start += 1
        stream.isBroken = true
      }
    }
    stream.bytes.removeFirst(start)
  }

  /// Hands over each whole syslog message of a stream: counted by octets, or ended by a line break
  /// (RFC 6587 section 3.4).
  mutating func takeLines(_ key: Key, _ body: (Span<UInt8>) -> Void) {
    guard var stream = streams.removeValue(forKey: key) else { return }
    defer { streams[key] = stream }
    var start = 0
    while start < stream.bytes.count {
      if let (header, length) = CarriedStreams.count(stream.bytes, at: start), !stream.isBroken {
        guard start + header + length <= stream.bytes.count else { break }
        body(stream.bytes.span.extracting(start + header..<start + header + length))
        start += header + length
        continue
      }
      guard let end = stream.bytes[max(start, stream.searched)...].firstIndex(of: 0x0a) else {
        stream.searched = stream.bytes.count
        break
      }
      if !stream.isBroken { body(stream.bytes.span.extracting(start..<end)) }
      stream.isBroken = false
      start = end + 1
    }
    stream.bytes.removeFirst(start)
    stream.searched = max(0, stream.searched - start)
  }

  /// `123 <14>…`: the digits and the blank, and what they say.
  private static func count(_ bytes: [UInt8], at start: Int) -> (header: Int, length: Int)? {
    var index = start
    var value = 0
    while index < bytes.count, index - start < 6, bytes[index] &- UInt8(ascii: "0") < 10 {
      value = value * 10 + Int(bytes[index] &- UInt8(ascii: "0"))
      index += 1
    }
    guard index > start, index + 1 < bytes.count, bytes[index] == 0x20,
      bytes[index + 1] == UInt8(ascii: "<")
    else { return nil }
    return (index + 1 - start, value)
  }

  private mutating func append(
    _ bytes: ArraySlice<UInt8>, at sequence: UInt32, _ stream: inout Stream
  ) {
    let distance = Int32(bitPattern: sequence &- stream.next)
    if distance > 0 {
      guard !bytes.isEmpty else { return }
      stream.ahead.append((sequence, Array(bytes)))
      let size = stream.ahead.reduce(0) { $0 + $1.bytes.count }
      guard
        stream.ahead.count > CarriedStreams.maximumAhead || size > CarriedStreams.maximumBytes
      else { return }
      skipGap(&stream)
      return
    }
    let known = Int(-Int64(distance))
    guard known < bytes.count else { return }
    stream.bytes.append(contentsOf: bytes.dropFirst(known))
    stream.next &+= UInt32(bytes.count - known)
    while let index = stream.ahead.firstIndex(where: {
      Int32(bitPattern: $0.sequence &- stream.next) <= 0
    }) {
      let (sequence, held) = stream.ahead.remove(at: index)
      let known = Int(-Int64(Int32(bitPattern: sequence &- stream.next)))
      guard known < held.count else { continue }
      stream.bytes.append(contentsOf: held.dropFirst(known))
      stream.next &+= UInt32(held.count - known)
    }
  }

  /// Gives up the octets before the nearest segment ahead.
  private mutating func skipGap(_ stream: inout Stream) {
    let next = stream.next
    guard
      let nearest = stream.ahead.min(by: { ($0.sequence &- next) < ($1.sequence &- next) })
    else { return }
    breakOff(&stream)
    stream.next = nearest.sequence
    let held = stream.ahead
    stream.ahead = []
    for (sequence, bytes) in held.sorted(by: { ($0.sequence &- next) < ($1.sequence &- next) }) {
      append(bytes[...], at: sequence, &stream)
    }
  }

  private mutating func breakOff(_ stream: inout Stream) {
    gaps += 1
    stream.bytes.removeAll(keepingCapacity: true)
    stream.searched = 0
    stream.isBroken = true
  }

  private mutating func evict() {
    guard let oldest = streams.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
    close(oldest.key)
  }
}
