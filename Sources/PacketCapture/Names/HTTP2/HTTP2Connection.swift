/// What a client sends on an HTTP/2 connection in clear text that begins with the preface (RFC 9113
/// section 3.4, "prior knowledge"): frame after frame, for the authorities of its requests.
///
/// Header blocks lean on those before them (RFC 7541 section 2.3.2), so that after a gap nothing more
/// can be read.
struct HTTP2Connection: StoredStream {
  /// A request that has been read.
  struct Request {
    /// Its host, as ``HostText`` writes it, without the port; empty if it names none.
    var name: [UInt8] = []
  }

  /// Who sent the preface.
  let client: FlowKey.Side
  private var fields = HeaderBlockReader()
  /// The parts so far of a header block, while its end is still to come.
  private var block: [UInt8]?
  /// The stream of the latest request; those of requests to come have greater numbers.
  private var lastStream: UInt32 = 0
  /// Octets still to come of a frame that is passed over.
  private var left = 0

  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  private static let frameHeader = 9
  /// The longest frame and the longest block that are read.
  private static let maximumLength = StreamPrefix.maximumSize - 256

  /// A connection whose preface was read.
  init(client: FlowKey.Side) { self.client = client }

  /// Bytes held.
  var size: Int { fields.size + (block?.count ?? 0) }

  /// Nothing that had begun is lost with it.
  var isUnfinished: Bool { false }

  /// True if the bytes begin with the preface; with `partly`, also if they are too few but could
  /// become that.
  @inline(__always)
  static func canBegin(_ bytes: Span<UInt8>, partly: Bool) -> Bool {
    guard bytes.count > 0, bytes[0] == 0x50, bytes.count >= preface.count || partly else {
      return false
    }
    for index in 0..<min(bytes.count, preface.count) where bytes[index] != preface[index] {
      return false
    }
    return true
  }

  /// Reads frames up to the end of the next request's headers; `nil` if all octets were used before.
  ///
  /// `consumed` moves past what was read whole; what a fault says counts from there.
  ///
  ///     length 3 | type 1 | flags 1 | stream 4 | payload
  mutating func next(
    _ bytes: Span<UInt8>, _ consumed: inout Int
  ) throws(MessageFault) -> Request? {
    while true {
      let passed = min(left, bytes.count - consumed)
      left -= passed
      consumed += passed
      let start = consumed
      guard start < bytes.count else { return nil }
      let payload = start + HTTP2Connection.frameHeader
      guard payload <= bytes.count else { throw .needMore(HTTP2Connection.frameHeader) }
      let length = bytes.uint24(at: start)
      let type = bytes[start + 3]
      guard type == 1 || type == 9 else {
        // Nothing may stand between the parts of a block (section 6.10).
        guard block == nil else { throw .malformed }
        left = length
        consumed = payload
        continue
      }
      guard length <= HTTP2Connection.maximumLength else { throw .malformed }
      guard payload + length <= bytes.count else {
        throw .needMore(HTTP2Connection.frameHeader + length)
      }
      try take(bytes, payload..<payload + length, isContinuation: type == 9, bytes[start + 4])
      consumed = payload + length
      guard bytes[start + 4] & 4 != 0, let whole = block else { continue }
      block = nil
      let request = try read(whole)
      let stream = bytes.uint32(at: start + 5) & 0x7fff_ffff
      // Headers of a known stream are trailers (section 8.1).
      guard stream > lastStream else { continue }
      lastStream = stream
      return request
    }
  }

  /// Octets that follow were not captured; false if they were not to be passed over anyway.
  mutating func skip(_ count: Int) -> Bool {
    left -= count
    return left >= 0
  }

  /// HEADERS (section 6.2): padding length 1 if padded, dependency 4 and weight 1 if prioritised,
  /// fragment, padding; or CONTINUATION: fragment.
  private mutating func take(
    _ bytes: Span<UInt8>, _ range: Range<Int>, isContinuation: Bool, _ flags: UInt8
  ) throws(MessageFault) {
    guard isContinuation == (block != nil) else { throw .malformed }
    var cursor = ByteCursor(offset: range.lowerBound, limit: range.upperBound)
    if !isContinuation {
      if flags & 8 != 0 {
        let padding = try cursor.uint8(bytes)
        guard padding <= cursor.limit - cursor.offset else { throw .malformed }
        cursor.limit -= padding
      }
      if flags & 0x20 != 0 { try cursor.skip(5) }
    }
    var parts = block ?? []
    block = nil
    guard parts.count + cursor.limit - cursor.offset <= HTTP2Connection.maximumLength else {
      throw .malformed
    }
    parts.append(bytes.extracting(cursor.offset..<cursor.limit))
    block = parts
  }

  private mutating func read(_ block: [UInt8]) throws(MessageFault) -> Request {
    var request = Request()
    guard let authority = try fields.authority(block.span) else { return request }
    let range = HostText.host(inAuthority: 0..<authority.count, of: authority.span)
    if !HostText.replace(&request.name, by: authority.span, range) { request.name = [] }
    return request
  }
}
