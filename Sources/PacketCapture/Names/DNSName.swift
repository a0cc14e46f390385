/// Domain names in DNS messages (RFC 1035 sections 3.1 and 4.1.4).
///
/// A name is labels, each a length and that many octets, ended by a length of 0 or by a pointer to
/// the rest. Every pointer must lead to before the piece it ends, so there are no loops, and the
/// whole name has at most 255 octets.
enum DNSName {
  /// Appends the name at the cursor to `text` as ``HostText`` writes it, and moves past the name.
  ///
  /// A dot inside a label is escaped. The root gives no text. `start` is where the message begins.
  static func read(
    _ bytes: Span<UInt8>, _ cursor: inout ByteCursor, start: Int, into text: inout [UInt8]
  ) throws(MessageFault) -> Range<Int> {
    let first = text.count
    var place = cursor
    var pieceStart = cursor.offset
    var length = 0
    var hasJumped = false
    while true {
      let size = try place.uint8(bytes)
      switch size >> 6 {
      case 0:
        if size == 0 {
          if !hasJumped { cursor = place }
          return first..<text.count
        }
        length += size + 1
        guard length < HostText.maximumLength else { throw .malformed }
        try place.need(size, of: bytes)
        if text.count > first { text.append(0x2e) }
        for index in place.offset..<place.offset + size {
          if bytes[index] == 0x2e {
            HostText.appendEscaped(0x2e, to: &text)
          } else {
            HostText.append(bytes[index], to: &text)
          }
        }
        place.offset += size
      case 3:
        let low = try place.uint8(bytes)
        if !hasJumped { cursor = place }
        hasJumped = true
        let target = start + (size & 0x3f) << 8 + low
        guard target < pieceStart else { throw .malformed }
        pieceStart = target
        place.offset = target
      default: throw .malformed
      }
    }
  }

  /// Moves past a name without following pointers.
  static func skip(_ bytes: Span<UInt8>, _ cursor: inout ByteCursor) throws(MessageFault) {
    while true {
      let size = try cursor.uint8(bytes)
      switch size >> 6 {
      case 0:
        if size == 0 { return }
        try cursor.need(size, of: bytes)
        cursor.offset += size
      case 3:
        _ = try cursor.uint8(bytes)
        return
      default: throw .malformed
      }
    }
  }
}
