import NATModel

/// User messages of SCTP (RFC 9260), put together from their DATA chunks.
///
/// Fragments of a message must come in order, as they do on a path that loses nothing; others are
/// given up and counted. Bounded in associations and octets.
struct SCTPAssociations {
  /// Messages of which a part was missing.
  private(set) var gaps: UInt64 = 0

  private static let maximumAssociations = 256
  /// Octets of the longest message, and of all parts of messages of one association.
  private static let maximumMessage = 1 << 17
  /// Numbers of chunks kept to pass over those sent again.
  private static let window = 256

  private struct Key: Hashable {
    var source: IPAddress
    var destination: IPAddress
    var ports: UInt32
  }

  private struct Association {
    var recent: [UInt32] = []
    var partial: [UInt16: (next: UInt32, bytes: [UInt8])] = [:]
  }

  private var associations: [Key: Association] = [:]

  /// Reads the chunks of a packet and hands over each whole user message with its stream.
  ///
  ///      0       1       2               4                               8
  ///     +-------+-------+---------------+-------------------------------+
  ///     |type 0 | UBE   |    length     |   transmission sequence no.   |
  ///     +-------+-------+---------------+-------------------------------+
  ///     |    stream     |  stream seq.  |      payload protocol id      |
  ///     +---------------+---------------+-------------------------------+
  ///
  /// - Precondition: the packet has its common header of 12 octets.
  mutating func read(
    _ packet: Span<UInt8>, from source: IPAddress, to destination: IPAddress,
    _ body: (UInt16, Span<UInt8>) -> Void
  ) {
    let key = Key(source: source, destination: destination, ports: packet.uint32(at: 0))
    var association = associations.removeValue(forKey: key) ?? Association()
    var position = 12
    while position + 4 <= packet.count {
      let length = Int(packet.uint16(at: position + 2))
      guard length >= 4, position + length <= packet.count else { break }
      if packet[position] == 0, length > 16 {
        readData(packet.extracting(position..<position + length), &association, body)
      }
      position += (length + 3) & ~3
    }
    if associations.count >= SCTPAssociations.maximumAssociations { associations = [:] }
    associations[key] = association
  }

  private mutating func readData(
    _ chunk: Span<UInt8>, _ association: inout Association, _ body: (UInt16, Span<UInt8>) -> Void
  ) {
    let number = chunk.uint32(at: 4)
    guard !association.recent.contains(number) else { return }
    association.recent.append(number)
    if association.recent.count > SCTPAssociations.window { association.recent.removeFirst(64) }
    let stream = chunk.uint16(at: 8)
    let isBeginning = chunk[1] & 2 != 0
    let isEnding = chunk[1] & 1 != 0
    let data = chunk.extracting(16..<chunk.count)
    if isBeginning, isEnding { return body(stream, data) }
    var message: [UInt8] = []
    if isBeginning {
      if association.partial.removeValue(forKey: stream) != nil { gaps += 1 }
    } else {
      guard let kept = association.partial.removeValue(forKey: stream), kept.next == number,
        kept.bytes.count + data.count <= SCTPAssociations.maximumMessage
      else {
        gaps += 1
        return
      }
      message = kept.bytes
    }
    message.append(data)
    if isEnding {
      body(stream, message.span)
    } else if association.partial.count < 64,
      association.partial.values.reduce(message.count, { $0 + $1.bytes.count })
        <= SCTPAssociations.maximumMessage
    {
      association.partial[stream] = (number &+ 1, message)
    } else {
      gaps += 1
    }
  }
}
