import CZlib

/// Encodes gzip (RFC 1952) with zlib, at its fastest level unless told otherwise: one member, no name,
/// no time, so that the same bytes give the same file.
///
/// Owns one `z_stream`, allocated once and released in `deinit`; zlib keeps a pointer to it, so it
/// must not move. zlib's pointers into the buffers are set anew for every call and never outlive it.
@safe
final class GzipEncoder: StreamEncoder {
  private let stream: UnsafeMutablePointer<z_stream>
  private var buffer = [UInt8](repeating: 0, count: 1 << 17)

  /// An encoder at a level from 1 to 9; `nil` if there is no memory.
  init?(level: Int32 = 1) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let version = unsafe zlibVersion()
    // 15 bits of window, plus 16: gzip wrapper. Memory level 8 is zlib's default.
    let status = unsafe deflateInit2_(
      stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, version,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    _ = unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  func encode(_ bytes: [UInt8], isLast: Bool, into output: inout [UInt8]) -> Bool {
    var taken = 0
    while true {
      let end = min(bytes.count, taken + Int(UInt32.max / 2))
      let flush = isLast && end == bytes.count ? Z_FINISH : Z_NO_FLUSH
      let (status, rest, written) = step(bytes, taken..<end, flush)
      taken = end - rest
      output += buffer[..<written]
      if status == Z_STREAM_END { return true }
      guard status == Z_OK || status == Z_BUF_ERROR else { return false }
      // A buffer that is not full means that zlib wants more input.
      if taken == bytes.count, written < buffer.count, !isLast { return true }
    }
  }

  private func step(
    _ bytes: [UInt8], _ range: Range<Int>, _ flush: Int32
  ) -> (status: Int32, rest: Int, written: Int) {
    let stream = unsafe stream
    let status = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe buffer.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = source.baseAddress.map {
          unsafe UnsafeMutablePointer(mutating: $0 + range.lowerBound)
        }
        unsafe stream.pointee.avail_in = UInt32(range.count)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(target.count)
        return unsafe deflate(stream, flush)
      }
    }
    return (
      status, Int(unsafe stream.pointee.avail_in),
      buffer.count - Int(unsafe stream.pointee.avail_out)
    )
  }
}
