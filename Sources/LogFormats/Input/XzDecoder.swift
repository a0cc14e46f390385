import CLzma

/// Decodes xz with liblzma: any number of streams, zero padding between and after them.
///
/// Owns one `lzma_stream`, allocated once and released in `deinit`; liblzma keeps a pointer to it, so
/// it must not move. Its pointers into the buffers are set anew for every call and never outlive it.
/// A stream that needs more than 128 MiB to decode is refused: `xz -9` needs 65 MiB.
@safe
final class XzDecoder: StreamDecoder {
  private static let memoryLimit: UInt64 = 128 << 20

  private let stream: UnsafeMutablePointer<lzma_stream>
  private(set) var isAtBoundary = false
  /// Bytes of zero padding since the last stream; only multiples of four are padding.
  private var padding = 0

  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: lzma_stream())
    guard unsafe XzDecoder.begin(stream) else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    unsafe lzma_end(stream)
    unsafe stream.deallocate()
  }

  private static func begin(_ stream: UnsafeMutablePointer<lzma_stream>) -> Bool {
    unsafe lzma_stream_decoder(stream, memoryLimit, 0) == LZMA_OK
  }

  func decode(_ input: inout InputWindow, into output: inout [UInt8], range: Range<Int>)
    throws(StreamDamage) -> Int
  {
    if isAtBoundary { try beginStream(&input) }
    // liblzma may hold output back although it took every byte, so an empty input is worth a call.
    guard !isAtBoundary, !range.isEmpty else { return 0 }
    let stream = unsafe stream
    let start = input.start
    let end = input.end
    let status = unsafe input.bytes.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = source.baseAddress.map { unsafe $0 + start }
        unsafe stream.pointee.avail_in = end - start
        unsafe stream.pointee.next_out = target.baseAddress.map { unsafe $0 + range.lowerBound }
        unsafe stream.pointee.avail_out = range.count
        return unsafe lzma_code(stream, LZMA_RUN)
      }
    }
    input.start = end - Int(unsafe stream.pointee.avail_in)
    let written = range.count - Int(unsafe stream.pointee.avail_out)
    switch status {
    case LZMA_STREAM_END: isAtBoundary = true
    case LZMA_OK, LZMA_BUF_ERROR: break
    case LZMA_MEMLIMIT_ERROR:
      throw StreamDamage(reason: "the xz stream needs more than 128 MiB to be decoded")
    default:
      // What was written before the damage is given out; the next call finds the same damage.
      guard written > 0 else { throw StreamDamage(reason: "the xz stream is damaged") }
    }
    return written
  }

  /// After a stream: another one, zero padding, or something that is not xz.
  private func beginStream(_ input: inout InputWindow) throws(StreamDamage) {
    while !input.isEmpty, input.bytes[input.start] == 0 {
      padding += 1
      input.start += 1
    }
    guard !input.isEmpty else { return }
    guard padding % 4 == 0, input.bytes[input.start] == 0xfd, unsafe XzDecoder.begin(stream) else {
      throw StreamDamage(reason: "bytes that are not xz follow the xz stream")
    }
    padding = 0
    isAtBoundary = false
  }
}
