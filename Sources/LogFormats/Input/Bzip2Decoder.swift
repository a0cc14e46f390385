import CBzip2

/// Decodes bzip2 with libbz2: any number of streams one after the other, as `pbzip2` writes them.
///
/// Owns one `bz_stream`, allocated once and released in `deinit`; libbz2 keeps a pointer to it, so it
/// must not move. Its pointers into the buffers are set anew for every call and never outlive it.
/// Memory is bounded by the format: 4 MiB for blocks of 900 kB.
@safe
final class Bzip2Decoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<bz_stream>
  private(set) var isAtBoundary = false
  private var isDamaged = false

  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: bz_stream())
    guard unsafe BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    _ = unsafe BZ2_bzDecompressEnd(stream)
    unsafe stream.deallocate()
  }

  func decode(_ input: inout InputWindow, into output: inout [UInt8], range: Range<Int>)
    throws(StreamDamage) -> Int
  {
    guard !isDamaged else { throw StreamDamage(reason: "the bzip2 stream is damaged") }
    if isAtBoundary { try beginStream(input) }
    // libbz2 may hold output back although it took every byte, so an empty input is worth a call.
    guard !isAtBoundary, !range.isEmpty else { return 0 }
    let stream = unsafe stream
    let start = input.start
    let end = input.end
    let status = unsafe input.bytes.withUnsafeMutableBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        let from = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
        let to = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
        unsafe stream.pointee.next_in = from.map { unsafe $0 + start }
        unsafe stream.pointee.avail_in = UInt32(clamping: end - start)
        unsafe stream.pointee.next_out = to.map { unsafe $0 + range.lowerBound }
        unsafe stream.pointee.avail_out = UInt32(clamping: range.count)
        return unsafe BZ2_bzDecompress(stream)
      }
    }
    input.start = end - Int(unsafe stream.pointee.avail_in)
    let written = range.count - Int(unsafe stream.pointee.avail_out)
    switch status {
    case BZ_STREAM_END: isAtBoundary = true
    case BZ_OK: break
    default:
      // What was written before the damage is given out; the next call says that it is over.
      isDamaged = true
      guard written > 0 else { throw StreamDamage(reason: "the bzip2 stream is damaged") }
    }
    return written
  }

  /// After a stream: another one, or something that is not bzip2.
  private func beginStream(_ input: InputWindow) throws(StreamDamage) {
    guard !input.isEmpty else { return }
    guard input.bytes[input.start] == UInt8(ascii: "B") else {
      throw StreamDamage(reason: "bytes that are not bzip2 follow the bzip2 stream")
    }
    _ = unsafe BZ2_bzDecompressEnd(stream)
    unsafe stream.pointee = bz_stream()
    guard unsafe BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
      throw StreamDamage(reason: "no memory to decode bzip2")
    }
    isAtBoundary = false
  }
}
