import CZstd

/// Decodes Zstandard (RFC 8878): any number of frames, skippable ones included.
///
/// Owns one decompression context, released in `deinit`. The window is bounded by the library's
/// default (128 MiB); a frame that asks for more is refused.
@safe
final class ZstdDecoder: StreamDecoder {
  private let context: OpaquePointer
  private(set) var isAtBoundary = false

  init?() {
    guard let created = unsafe ZSTD_createDStream() else { return nil }
    unsafe context = created
  }

  deinit { _ = unsafe ZSTD_freeDStream(context) }

  func decode(_ input: inout InputWindow, into output: inout [UInt8], range: Range<Int>)
    throws(StreamDamage) -> Int
  {
    guard !input.isEmpty || !isAtBoundary, !range.isEmpty else { return 0 }
    let context = unsafe context
    let start = input.start
    let end = input.end
    var taken = 0
    var written = 0
    let hint = unsafe input.bytes.withUnsafeBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        var from = unsafe ZSTD_inBuffer(src: source.baseAddress, size: end, pos: start)
        var to = unsafe ZSTD_outBuffer(
          dst: target.baseAddress, size: range.upperBound, pos: range.lowerBound)
        let hint = unsafe ZSTD_decompressStream(context, &to, &from)
        taken = unsafe from.pos - start
        written = unsafe to.pos - range.lowerBound
        return hint
      }
    }
    input.start = start + taken
    guard ZSTD_isError(hint) == 0 else {
      if written > 0 { return written }
      throw StreamDamage(reason: "the zstd stream is damaged or needs a window above 128 MiB")
    }
    // 0 means that a frame is complete and wholly written.
    if taken > 0 || written > 0 { isAtBoundary = hint == 0 }
    return written
  }
}
