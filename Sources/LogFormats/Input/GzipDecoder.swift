import CZlib

/// Decodes gzip (RFC 1952) with zlib: any number of members, zero padding after the last.
///
/// Owns one `z_stream`, allocated once and released in `deinit`; zlib keeps a pointer to it, so it
/// must not move. zlib's pointers into the buffers are set anew for every call and never outlive it.
@safe
final class GzipDecoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isAtBoundary = false
  private var isPadding = false

  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window, plus 16: gzip wrapper only.
    let version = unsafe zlibVersion()
    guard
      unsafe inflateInit2_(stream, 15 + 16, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    _ = unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func decode(_ input: inout InputWindow, into output: inout [UInt8], range: Range<Int>)
    throws(StreamDamage) -> Int
  {
    if isAtBoundary { try beginMember(&input) }
    // zlib may hold output back although it took every byte, so an empty input is worth a call.
    guard !isAtBoundary, !range.isEmpty else { return 0 }
    let stream = unsafe stream
    let start = input.start
    let end = input.end
    let status = unsafe input.bytes.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + start }
        unsafe stream.pointee.avail_in = UInt32(clamping: end - start)
        unsafe stream.pointee.next_out = target.baseAddress.map { unsafe $0 + range.lowerBound }
        unsafe stream.pointee.avail_out = UInt32(clamping: range.count)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    input.start = end - Int(unsafe stream.pointee.avail_in)
    let written = range.count - Int(unsafe stream.pointee.avail_out)
    switch status {
    case Z_STREAM_END: isAtBoundary = true
    case Z_OK, Z_BUF_ERROR: break
    case Z_DATA_ERROR where written > 0: break  // seen again by the next call, which writes nothing
    default: throw StreamDamage(reason: "the gzip stream is damaged")
    }
    return written
  }

  /// After a member: another one, zero padding, or something that is not gzip.
  private func beginMember(_ input: inout InputWindow) throws(StreamDamage) {
    while !input.isEmpty, input.bytes[input.start] == 0 {
      isPadding = true
      input.start += 1
    }
    guard !input.isEmpty else { return }
    guard !isPadding, input.bytes[input.start] == 0x1f else {
      throw StreamDamage(reason: "bytes that are not gzip follow the gzip stream")
    }
    isAtBoundary = false
    _ = unsafe inflateReset(stream)
  }
}
