/// The frames that an Initial packet may hold (RFC 9000 section 17.2.2).
enum QUICFrames {
  /// Puts the pieces of handshake in a payload where they belong in its stream.
  ///
  /// False if the payload holds what an Initial may not hold; pieces before that are kept. O(length).
  static func collect(_ payload: Span<UInt8>, into stream: inout StreamPrefix) -> Bool {
    var cursor = ByteCursor(offset: 0, limit: payload.count)
    do throws(MessageFault) {
      while cursor.offset < cursor.limit {
        switch try cursor.variableInteger(payload) {
        case 0: passPadding(payload, &cursor)
        case 1: break  // PING
        case 2: try passAcknowledgement(payload, &cursor, counts: 0)
        case 3: try passAcknowledgement(payload, &cursor, counts: 3)
        case 6:  // CRYPTO (section 19.6): offset, length, data
          let offset = try cursor.variableInteger(payload)
          let length = try cursor.variableInteger(payload)
          let start = cursor.offset
          try cursor.skip(length)
          stream.insert(payload.extracting(start..<cursor.offset), atOffset: offset)
        case 0x1c: return true  // CONNECTION_CLOSE: nothing follows that counts
        default: return false
        }
      }
    } catch {
      return false
    }
    return true
  }

  /// PADDING (section 19.1): one octet each, most of what a client's first Initial holds.
  private static func passPadding(_ payload: Span<UInt8>, _ cursor: inout ByteCursor) {
    while cursor.offset + 8 <= cursor.limit, payload.uint64(at: cursor.offset) == 0 {
      cursor.offset += 8
    }
  }

  /// ACK (section 19.3): largest, delay, count, first range, then a gap and a length for each, then
  /// three counters for ECN in type 3.
  private static func passAcknowledgement(
    _ payload: Span<UInt8>, _ cursor: inout ByteCursor, counts: Int
  ) throws(MessageFault) {
    _ = try cursor.variableInteger(payload)
    _ = try cursor.variableInteger(payload)
    let ranges = try cursor.variableInteger(payload)
    _ = try cursor.variableInteger(payload)
    // Each range takes two octets at least, so that the end of the payload ends this.
    for _ in 0..<ranges {
      _ = try cursor.variableInteger(payload)
      _ = try cursor.variableInteger(payload)
    }
    for _ in 0..<counts { _ = try cursor.variableInteger(payload) }
  }
}
