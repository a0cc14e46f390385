import CZstd

/// Encodes Zstandard (RFC 8878), at level 1 unless told otherwise, which keeps up with the writers:
/// one frame with a checksum.
///
/// Owns one compression context, released in `deinit`.
@safe
final class ZstdEncoder: StreamEncoder {
  private let context: OpaquePointer
  private var buffer = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())

  /// An encoder at a level from 1 to 19; `nil` if there is no memory.
  init?(level: Int32 = 1) {
    guard let created = unsafe ZSTD_createCCtx() else { return nil }
    unsafe context = created
    _ = unsafe ZSTD_CCtx_setParameter(created, ZSTD_c_compressionLevel, level)
    _ = unsafe ZSTD_CCtx_setParameter(created, ZSTD_c_checksumFlag, 1)
  }

  deinit { _ = unsafe ZSTD_freeCCtx(context) }

  func encode(_ bytes: [UInt8], isLast: Bool, into output: inout [UInt8]) -> Bool {
    let context = unsafe context
    var taken = 0
    while true {
      var written = 0
      let left = unsafe bytes.withUnsafeBytes { source in
        unsafe buffer.withUnsafeMutableBytes { target in
          var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: taken)
          var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          let left = unsafe ZSTD_compressStream2(
            context, &to, &from, isLast ? ZSTD_e_end : ZSTD_e_continue)
          taken = unsafe from.pos
          written = unsafe to.pos
          return left
        }
      }
      guard ZSTD_isError(left) == 0 else { return false }
      output += buffer[..<written]
      // At the end 0 means that the frame is complete; before it, all that was given was taken.
      if isLast ? left == 0 : taken == bytes.count { return true }
    }
  }
}
